using System;
using System.Drawing;
using System.Globalization;
using System.Windows.Forms;
using Simulator.Host.Model.Objects;
using Simulator.Host.Ribbon;

namespace Simulator.Host.Windows
{
    /// <summary>The window of one appointment or mail; what is typed is on the item at once, and saved by Save and Close.</summary>
    internal sealed class InspectorForm : OutlookForm
    {
        private const string Format = "yyyy-MM-dd HH:mm";
        private readonly dynamic item;
        private readonly TableLayoutPanel table = new TableLayoutPanel();
        private readonly bool isAppointment;
        private bool showing;

        /// <summary>Makes the window for an Inspector and its item.</summary>
        public InspectorForm(object inspector, object item)
            : base(inspector)
        {
            this.item = item;
            isAppointment = item is AppointmentItem;
            RibbonId = BuiltInRibbon.Of(item);
            Name = "Inspector";
            ClientSize = new Size(920, 560);
        }

        /// <summary>Closes the window, saving or not; answers the item's EntryID.</summary>
        public Func<bool, string> CloseItem { get; set; }

        /// <summary>The kind of its ribbon.</summary>
        public string RibbonId { get; }

        /// <summary>The item.</summary>
        public object Item
        {
            get { return item; }
        }

        /// <summary>Puts the window together.</summary>
        public void Build(RibbonTree ribbon)
        {
            table.Dock = DockStyle.Fill;
            table.ColumnCount = 2;
            table.Padding = new Padding(10);
            table.ColumnStyles.Add(new ColumnStyle(SizeType.Absolute, 100));
            table.ColumnStyles.Add(new ColumnStyle(SizeType.Percent, 100));
            AddText("Subject", "Su&bject", text => item.Subject = text);
            if (isAppointment)
            {
                AddText("Location", "&Location", text => item.Location = text);
                AddText("Start", "S&tart time", text => Time(text, moment => item.Start = moment));
                AddText("End", "En&d time", text => Time(text, moment => item.End = moment));
                AddAllDay();
            }
            AddText("Body", "&Notes", text => item.Body = text).Multiline = true;
            var body = table.Controls["Body"];
            body.Dock = DockStyle.Fill;
            Controls.Add(table);
            AddFrame(ribbon);
            ShowItem();
        }

        /// <summary>Shows the item as it is now.</summary>
        public void ShowItem()
        {
            showing = true;
            table.Controls["Subject"].Text = (string)item.Subject ?? "";
            table.Controls["Body"].Text = (string)item.Body ?? "";
            if (isAppointment)
            {
                ShowTimes();
            }
            Text = (string.IsNullOrEmpty((string)item.Subject) ? "Untitled" : (string)item.Subject)
                + (isAppointment ? " - Appointment" : " - Message");
            showing = false;
        }

        private void ShowTimes()
        {
            table.Controls["Location"].Text = (string)item.Location ?? "";
            table.Controls["Start"].Text = ((DateTime)item.Start).ToString(Format);
            table.Controls["End"].Text = ((DateTime)item.End).ToString(Format);
            ((CheckBox)table.Controls["AllDayEvent"]).Checked = (bool)item.AllDayEvent;
        }

        private static void Time(string text, Action<DateTime> set)
        {
            DateTime moment;
            if (DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
            {
                set(moment);
            }
        }

        private TextBox AddText(string name, string label, Action<string> set)
        {
            var box = new TextBox { Name = name, Dock = DockStyle.Top };
            table.Controls.Add(new Label { Text = label, AutoSize = true, Margin = new Padding(3, 6, 3, 3) });
            table.Controls.Add(box);
            // Times are taken when the field is left: half a date is none.
            if (name == "Start" || name == "End")
            {
                box.Leave += (sender, args) => Type(box.Text, set);
            }
            else
            {
                box.TextChanged += (sender, args) => Type(box.Text, set);
            }
            return box;
        }

        private void AddAllDay()
        {
            var box = new CheckBox { Name = "AllDayEvent", Text = "All day e&vent", AutoSize = true };
            box.CheckedChanged += (sender, args) => Type("", ignored => item.AllDayEvent = box.Checked);
            table.Controls.Add(new Label { AutoSize = true });
            table.Controls.Add(box);
        }

        private void Type(string text, Action<string> set)
        {
            if (!showing)
            {
                set(text);
            }
        }
    }
}
