using System;
using System.Collections.Generic;
using System.Drawing;
using System.Globalization;
using System.Linq;
using System.Windows.Forms;

namespace Simulator.Host.Windows
{
    /// <summary>A folder as a list; a calendar is grouped by day.</summary>
    internal sealed class AgendaView : ListView
    {
        private static readonly string[] BusyWords = { "Free", "Tentative", "Busy", "Out of office", "Working elsewhere" };
        private static readonly Color[] BusyColors =
        {
            Color.White, Color.FromArgb(205, 225, 245), Color.FromArgb(225, 238, 250), Color.FromArgb(235, 215, 240), Color.FromArgb(230, 240, 225),
        };

        /// <summary>Makes an empty list.</summary>
        public AgendaView()
        {
            Name = AccessibleName = "Appointments";
            Dock = DockStyle.Fill;
            View = View.Details;
            FullRowSelect = true;
            HideSelection = false;
            MultiSelect = true;
            BorderStyle = BorderStyle.None;
            Columns.Add("Day", 150);
            Columns.Add("Time", 110);
            Columns.Add("Subject", 290);
            Columns.Add("Location", 150);
            Columns.Add("Show as", 100);
            Columns.Add("Categories", 120);
        }

        /// <summary>The EntryIDs of the chosen lines.</summary>
        public IEnumerable<string> Chosen
        {
            get { return SelectedItems.Cast<ListViewItem>().Select(item => (string)item.Tag).ToList(); }
        }

        /// <summary>Chooses the lines of these EntryIDs and no others.</summary>
        public void Choose(ICollection<string> entryIds)
        {
            foreach (ListViewItem item in Items)
            {
                item.Selected = entryIds.Contains((string)item.Tag);
            }
        }

        /// <summary>Where the line of an EntryID is on the screen.</summary>
        public Rectangle PlaceOf(string entryId)
        {
            var line = Items.Cast<ListViewItem>().First(item => (string)item.Tag == entryId);
            line.EnsureVisible();
            return RectangleToScreen(line.Bounds);
        }

        /// <summary>Shows these items, in order of their start.</summary>
        public void Fill(IEnumerable<AgendaRow> rows)
        {
            var chosen = new HashSet<string>(Chosen);
            BeginUpdate();
            Items.Clear();
            var day = "";
            foreach (var row in rows.OrderBy(row => row.Start).ThenBy(row => row.Subject))
            {
                var its = row.Start == null ? "" : row.Start.Value.ToString("ddd d MMMM yyyy", CultureInfo.InvariantCulture);
                var item = Line(row, its == day ? "" : its);
                item.Selected = chosen.Contains(row.EntryId);
                Items.Add(item);
                day = its;
            }
            EndUpdate();
        }

        private static ListViewItem Line(AgendaRow row, string day)
        {
            var busy = Math.Max(0, Math.Min(row.Busy ?? 0, BusyWords.Length - 1));
            var cells = new[] { day, Time(row), row.Subject, row.Location, row.Busy == null ? "" : BusyWords[busy], row.Categories };
            return new ListViewItem(cells.Select(cell => cell ?? "").ToArray()) { Tag = row.EntryId, BackColor = BusyColors[busy] };
        }

        private static string Time(AgendaRow row)
        {
            if (row.AllDay)
            {
                return "All day";
            }
            return string.Join(" - ", new[] { row.Start, row.End }.Where(time => time != null).Select(time => time.Value.ToString("HH:mm")));
        }
    }
}
