using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;
using OutlookCrm.Panes;

namespace OutlookCrm.Forms
{
    /// <summary>Draws sections below and beside each other, as wide as the widest and as large as their text needs.</summary>
    public static class SectionGrid
    {
        /// <summary>A panel that grows with what is in it.</summary>
        public static TableLayoutPanel Panel(int columns) => new TableLayoutPanel
        {
            ColumnCount = columns, AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink, Margin = Padding.Empty,
        };

        /// <summary>The sections; drawn learns of each field's row.</summary>
        public static Control Of(SectionRecord[] sections, Action<FieldRow> drawn)
        {
            List<List<SectionRecord>> bands = Bands(sections ?? new SectionRecord[0]);
            TableLayoutPanel grid = Panel(bands.Select(band => band.Count).DefaultIfEmpty(1).Max());
            grid.Anchor = AnchorStyles.Left | AnchorStyles.Right;
            foreach (List<SectionRecord> band in bands)
            {
                for (int column = 0; column < band.Count; column++) Add(grid, column, Section(band[column], drawn));
                if (band.Count == 1) grid.SetColumnSpan(grid.GetControlFromPosition(0, grid.RowCount), grid.ColumnCount);
                grid.RowCount++;
            }
            return grid;
        }

        /// <summary>Makes the labels of all these fields equally wide, so that the controls of all sections stand in one line.</summary>
        public static void Align(IEnumerable<FieldRow> rows)
        {
            List<Label> labels = rows.Select(row => row.Label).Where(label => label != null && label.Text.Length > 0).ToList();
            foreach (Label label in labels) label.MinimumSize = Size.Empty; // some may have other words now
            int widest = labels.Select(label => label.PreferredSize.Width).DefaultIfEmpty(0).Max();
            foreach (Label label in labels) label.MinimumSize = new Size(widest, 0);
        }

        /// <summary>Leaves room for what one picker finds, so that the window does not grow and shrink while the user types.</summary>
        public static void MakeRoom(IEnumerable<FieldRow> rows)
        {
            foreach (var pickers in rows.Select(row => row.View.Control).OfType<Picker>().GroupBy(picker => picker.Parent))
                pickers.Key.MinimumSize = new Size(0, pickers.Key.PreferredSize.Height + pickers.First().RoomForResults);
        }

        /// <summary>The sections in rows: one that stands beside the one before it shares its row.</summary>
        private static List<List<SectionRecord>> Bands(IEnumerable<SectionRecord> sections)
        {
            var bands = new List<List<SectionRecord>>();
            foreach (SectionRecord section in sections)
            {
                if (!section.Beside || bands.Count == 0) bands.Add(new List<SectionRecord>());
                bands[bands.Count - 1].Add(section);
            }
            return bands;
        }

        private static void Add(TableLayoutPanel grid, int column, Control section)
        {
            section.Anchor = AnchorStyles.Left | AnchorStyles.Right | AnchorStyles.Top; // as wide as the widest above and below
            section.TabIndex = grid.Controls.Count;
            grid.Controls.Add(section, column, grid.RowCount);
        }

        private static Control Section(SectionRecord section, Action<FieldRow> drawn)
        {
            TableLayoutPanel grid = Panel(2);
            foreach (FieldRecord field in section.Fields ?? new FieldRecord[0]) drawn(new FieldRow(grid, field));
            if (string.IsNullOrEmpty(section.Title)) return grid;
            var box = new GroupBox
            {
                Text = section.Title, AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink,
                Padding = new Padding(9, 6, 9, 3), Margin = new Padding(3, 3, 3, 9),
            };
            grid.Location = box.DisplayRectangle.Location;
            box.Controls.Add(grid);
            return box;
        }
    }
}
