using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>
    /// A window drawn from Python's description, as large as its text needs. It says what the user does and
    /// does nothing itself; what was typed is handed on and never kept or logged.
    /// </summary>
    public sealed class DescribedForm : Form
    {
        private const int WidestMessageAtDesign = 460;

        private readonly Dictionary<string, FieldRow> rows = new Dictionary<string, FieldRow>();
        private readonly List<Button> submits = new List<Button>();
        private readonly TableLayoutPanel stack = Grid(1);
        private readonly Label message = new Label();
        private readonly ProgressBar progress = new ProgressBar();
        private readonly Action<string, Dictionary<string, string>> tell;
        private bool closedByPython;

        /// <summary>Draws the window; tell takes a command's name and its arguments, each a JSON text.</summary>
        public DescribedForm(WindowRecord record, Action<string, Dictionary<string, string>> tell)
        {
            this.tell = tell;
            SuspendLayout();
            Dress(record);
            AddMessage(record.Message);
            Add(Sections(Bands(record.Sections ?? new SectionRecord[0])));
            Add(Buttons(record.Buttons ?? new ButtonRecord[0]));
            stack.Location = DisplayRectangle.Location;
            Controls.Add(stack);
            ResumeLayout(true);
        }

        /// <summary>Changes what the patch names.</summary>
        public void Apply(WindowPatch patch)
        {
            foreach (var choices in Of(patch.Choices)) Row(choices.Key, row => row.View.Offer(choices.Value));
            foreach (var value in Of(patch.Values)) Row(value.Key, row => row.View.Show(value.Value));
            foreach (var enabled in Of(patch.Enabled)) Row(enabled.Key, row => row.View.Control.Enabled = enabled.Value);
            if (patch.Errors != null) Complain(patch.Errors);
            if (patch.Message != null) Say(patch.Message);
            Busy(patch.Busy ?? false);
            if (patch.Close) CloseFromPython();
        }

        /// <summary>Closes without telling: Python knows, or is gone.</summary>
        public void CloseFromPython()
        {
            closedByPython = true;
            Close();
        }

        /// <inheritdoc />
        protected override void OnShown(EventArgs args)
        {
            base.OnShown(args);
            // It may have grown after it was centred: its title and its buttons stay on the screen.
            Rectangle screen = Screen.FromControl(this).WorkingArea;
            Left = Math.Max(screen.Left, Math.Min(Left, screen.Right - Width));
            Top = Math.Max(screen.Top, Math.Min(Top, screen.Bottom - Height));
        }

        /// <inheritdoc />
        protected override void OnFormClosed(FormClosedEventArgs args)
        {
            base.OnFormClosed(args);
            if (!closedByPython) tell("window.closed", new Dictionary<string, string>());
        }

        private static IEnumerable<KeyValuePair<string, T>> Of<T>(Dictionary<string, T> named) =>
            named ?? Enumerable.Empty<KeyValuePair<string, T>>();

        private static TableLayoutPanel Grid(int columns) => new TableLayoutPanel
        {
            ColumnCount = columns, AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink, Margin = Padding.Empty,
        };

        private void Dress(WindowRecord record)
        {
            Name = record.Name;
            Text = record.Title;
            Font = new Font("Segoe UI", 9f);
            AutoScaleDimensions = new SizeF(7f, 15f);
            AutoScaleMode = AutoScaleMode.Font;
            AutoSize = true;
            AutoSizeMode = AutoSizeMode.GrowAndShrink;
            FormBorderStyle = FormBorderStyle.FixedDialog;
            MaximizeBox = MinimizeBox = ShowInTaskbar = ShowIcon = false;
            StartPosition = FormStartPosition.CenterParent;
            Padding = new Padding(12);
        }

        private void Add(Control control)
        {
            control.TabIndex = stack.Controls.Count;
            stack.Controls.Add(control, 0, stack.RowCount++);
        }

        private void AddMessage(string text)
        {
            message.Name = "message";
            message.AutoSize = true;
            message.UseMnemonic = false;
            message.MaximumSize = new Size(WidestMessageAtDesign, 0);
            message.Margin = new Padding(3, 3, 3, 9);
            message.AccessibleRole = AccessibleRole.Alert;
            Say(text);
            Add(message);
        }

        private void Say(string text)
        {
            message.Text = text ?? "";
            message.Visible = message.Text.Length > 0;
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

        private Control Sections(List<List<SectionRecord>> bands)
        {
            TableLayoutPanel grid = Grid(bands.Select(band => band.Count).DefaultIfEmpty(1).Max());
            grid.Anchor = AnchorStyles.Left | AnchorStyles.Right;
            foreach (List<SectionRecord> band in bands)
            {
                for (int column = 0; column < band.Count; column++) Add(grid, column, Section(band[column]));
                if (band.Count == 1) grid.SetColumnSpan(grid.GetControlFromPosition(0, grid.RowCount), grid.ColumnCount);
                grid.RowCount++;
            }
            return grid;
        }

        private static void Add(TableLayoutPanel grid, int column, Control section)
        {
            section.Anchor = AnchorStyles.Left | AnchorStyles.Right | AnchorStyles.Top; // as wide as the widest above and below
            section.TabIndex = grid.Controls.Count;
            grid.Controls.Add(section, column, grid.RowCount);
        }

        private Control Section(SectionRecord section)
        {
            TableLayoutPanel grid = Grid(2);
            foreach (FieldRecord field in section.Fields ?? new FieldRecord[0])
            {
                var row = new FieldRow(grid, field);
                rows.Add(field.Name, row);
                if (field.Notify) row.View.Edited += () => tell("window.change", Values("field", field.Name));
            }
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

        private Control Buttons(ButtonRecord[] buttons)
        {
            var bar = new FlowLayoutPanel
            {
                AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink, Anchor = AnchorStyles.Right,
                WrapContents = false, Margin = new Padding(0, 6, 0, 0),
            };
            progress.Style = ProgressBarStyle.Marquee;
            progress.Size = new Size(90, 15);
            progress.Margin = new Padding(3, 8, 12, 3);
            progress.Visible = false;
            bar.Controls.Add(progress);
            foreach (ButtonRecord button in buttons) bar.Controls.Add(ButtonOf(button));
            return bar;
        }

        private Button ButtonOf(ButtonRecord record)
        {
            var button = new Button
            {
                Name = record.Name, Text = record.Text, AutoSize = true, MinimumSize = new Size(88, 26),
                AccessibleName = record.Text.Replace("&", ""),
            };
            if (record.Role == "cancel")
            {
                CancelButton = button;
                button.Click += (sender, args) => Close();
                return button;
            }
            if (record.Role == "default") AcceptButton = button;
            submits.Add(button);
            button.Click += (sender, args) => Submit(record.Name);
            return button;
        }

        private void Submit(string button)
        {
            Busy(true);
            tell("window.submit", Values("button", button));
        }

        private Dictionary<string, string> Values(string key, string name) => new Dictionary<string, string>
        {
            { key, Outlook.Json.Write(name) },
            { "values", "{" + string.Join(",", rows.Select(row => Outlook.Json.Write(row.Key) + ":" + row.Value.View.ValueAsJson())) + "}" },
        };

        private void Busy(bool busy)
        {
            UseWaitCursor = busy;
            progress.Visible = busy;
            foreach (Button button in submits) button.Enabled = !busy;
        }

        private void Complain(Dictionary<string, string> errors)
        {
            foreach (var row in rows) row.Value.Complain(errors.TryGetValue(row.Key, out string text) ? text : "");
            FieldRow first = rows.Where(row => errors.ContainsKey(row.Key)).Select(row => row.Value).FirstOrDefault();
            first?.View.Control.Focus();
        }

        private void Row(string field, Action<FieldRow> change)
        {
            if (rows.TryGetValue(field, out FieldRow row)) change(row);
        }
    }
}
