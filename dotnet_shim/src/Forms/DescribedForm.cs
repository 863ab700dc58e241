using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Runtime.InteropServices;
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
        private readonly TableLayoutPanel stack = SectionGrid.Panel(1);
        private readonly Label message = new Label();
        private readonly ButtonBar buttons = new ButtonBar();
        private readonly Action<string, Dictionary<string, string>> tell;
        private readonly string copy;
        private readonly string focus;
        private PageTabs pages;
        private bool closedByPython;

        /// <summary>Draws the window; tell takes a command's name and its arguments, each a JSON text.</summary>
        public DescribedForm(WindowRecord record, Action<string, Dictionary<string, string>> tell)
        {
            this.tell = tell;
            copy = record.Copy ?? "";
            focus = record.Focus ?? "";
            SuspendLayout();
            Dress(record);
            AddMessage(record.Message);
            Add(SectionGrid.Of(record.Sections, Keep));
            if (record.Pages != null && record.Pages.Length > 0) Add(pages = new PageTabs(record.Pages, Keep));
            foreach (ButtonRecord button in record.Buttons ?? new ButtonRecord[0]) AddButton(button);
            foreach (Control button in buttons.Controls) button.Enter += Reveal;
            Add(buttons);
            stack.Location = DisplayRectangle.Location;
            Controls.Add(stack);
            ResumeLayout(true);
        }

        /// <summary>Changes what the patch names.</summary>
        public void Apply(WindowPatch patch)
        {
            foreach (var field in Of(patch.Fields)) Row(field.Key, row => row.Apply(field.Value));
            if (patch.Fields != null) SectionGrid.Align(rows.Values);
            foreach (var choices in Of(patch.Choices)) Row(choices.Key, row => row.View.Offer(choices.Value));
            foreach (var value in Of(patch.Values)) Row(value.Key, row => row.View.Show(value.Value));
            foreach (var enabled in Of(patch.Enabled)) Enable(enabled.Key, enabled.Value);
            if (patch.Errors != null) Complain(patch.Errors);
            if (patch.Found != null) Row(patch.Found.Cell, row => (row.View as PickerView)?.Answer(patch.Found));
            if (patch.Message != null) Say(patch.Message);
            if (patch.Found == null || patch.Busy != null) Busy(patch.Busy ?? false); // what was found ends no work
            if (patch.Close) CloseFromPython();
        }

        /// <summary>Closes without telling: Python knows, or is gone.</summary>
        public void CloseFromPython()
        {
            closedByPython = true;
            Close();
        }

        /// <inheritdoc />
        protected override void OnLoad(EventArgs args)
        {
            SectionGrid.Align(rows.Values);
            SectionGrid.MakeRoom(rows.Values);
            stack.MinimumSize = new Size(WidthOfTitle(), 0);
            if (pages == null) ActiveControl = First()?.View.Input;
            base.OnLoad(args);
        }

        /// <inheritdoc />
        protected override void OnShown(EventArgs args)
        {
            base.OnShown(args);
            pages?.Fit(); // fonts have their size only now
            FitScreen();
            stack.SizeChanged += (sender, ignored) => FitScreen(); // a message beside a field makes it taller
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

        private FieldRow First()
        {
            var takers = rows.Values.Where(row => row.TakesInput).ToList();
            return takers.FirstOrDefault(row => row.View.Field.Name == focus) ?? takers.FirstOrDefault();
        }

        private static IEnumerable<KeyValuePair<string, T>> Of<T>(Dictionary<string, T> named) =>
            named ?? Enumerable.Empty<KeyValuePair<string, T>>();

        private void Dress(WindowRecord record)
        {
            Name = record.Name;
            Text = record.Title;
            Font = UiFont.Make();
            AutoScaleDimensions = new SizeF(7f, 15f);
            AutoScaleMode = AutoScaleMode.Font;
            AutoSize = true;
            AutoSizeMode = AutoSizeMode.GrowAndShrink;
            FormBorderStyle = FormBorderStyle.FixedDialog;
            MaximizeBox = ShowIcon = false;
            MinimizeBox = ShowInTaskbar = record.Modeless; // what has no owner must be found again
            StartPosition = record.Modeless ? FormStartPosition.CenterScreen : FormStartPosition.CenterParent;
            Padding = new Padding(12);
        }

        // With large text on a small screen it needs more room than there is: it scrolls then.
        private void FitScreen()
        {
            Size room = Screen.FromControl(this).WorkingArea.Size - (Size - ClientSize);
            Size needed = stack.Size + Padding.Size;
            bool fits = needed.Width <= room.Width && needed.Height <= room.Height;
            if (fits && AutoSize) return;
            AutoSize = fits;
            AutoScroll = !fits;
            if (fits) return;
            int bar = SystemInformation.VerticalScrollBarWidth;
            ClientSize = new Size(Math.Min(needed.Width + bar, room.Width), Math.Min(needed.Height, room.Height));
        }

        // Mono's forms scroll by themselves to their own children alone.
        private void Reveal(object sender, EventArgs args)
        {
            if (!AutoScroll) return;
            var control = (Control)sender;
            Rectangle at = RectangleToClient(control.RectangleToScreen(control.ClientRectangle));
            int right = Math.Max(0, at.Right - ClientSize.Width) + Math.Min(0, at.Left);
            int down = Math.Max(0, at.Bottom - ClientSize.Height) + Math.Min(0, at.Top);
            AutoScrollPosition = new Point(right - AutoScrollPosition.X, down - AutoScrollPosition.Y);
        }

        // The title stands between the window's picture and its buttons.
        private int WidthOfTitle() =>
            TextRenderer.MeasureText(Text, SystemFonts.CaptionFont).Width + 4 * SystemInformation.CaptionButtonSize.Width;

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

        private void AddButton(ButtonRecord record)
        {
            switch (record.Role)
            {
                case "cancel": CancelButton = buttons.Add(record, Close); break;
                case "copy": buttons.Add(record, Copy); break;
                case "file": buttons.AddSubmit(record, () => AskForFile(record)); break;
                case "default": AcceptButton = buttons.AddSubmit(record, () => Submit(record.Name)); break;
                default: buttons.AddSubmit(record, () => Submit(record.Name)); break;
            }
        }

        private void Copy()
        {
            try
            {
                Clipboard.SetText(copy);
            }
            catch (ExternalException)
            {
                // Another program holds the clipboard, which was tried for a second: the user may press again.
            }
        }

        private void AskForFile(ButtonRecord record)
        {
            string path = FileQuestion.Ask(this, record.File);
            if (path != null && !IsDisposed) Submit(record.Name, Outlook.Json.Write(path));
        }

        private void Submit(string button, string file = null)
        {
            Busy(true);
            Dictionary<string, string> parts = Values("button", button);
            if (file != null) parts.Add("file", file);
            tell("window.submit", parts);
        }

        private Dictionary<string, string> Values(string key, string name) => new Dictionary<string, string>
        {
            { key, Outlook.Json.Write(name) },
            { "values", "{" + string.Join(",", rows.Select(row => Outlook.Json.Write(row.Key) + ":" + row.Value.View.ValueAsJson())) + "}" },
        };

        private void Busy(bool busy)
        {
            UseWaitCursor = busy;
            buttons.Busy(busy);
        }

        private void Enable(string name, bool enabled)
        {
            Row(name, row => row.View.Control.Enabled = enabled);
            buttons.Enable(name, enabled);
        }

        private void Keep(FieldRow row)
        {
            FieldRecord field = row.View.Field;
            rows.Add(field.Name, row);
            row.View.Input.Enter += Reveal;
            if (field.Notify) row.View.Edited += () => tell("window.change", Values("field", field.Name));
            if (row.View is PickerView picker) picker.Searched += (text, number) => Search(field.Name, text, number);
        }

        private void Search(string field, string text, int number)
        {
            Dictionary<string, string> parts = Values("field", field);
            parts.Add("text", Outlook.Json.Write(text));
            parts.Add("number", Outlook.Json.Write(number));
            tell("window.search", parts);
        }

        private void Complain(Dictionary<string, string> errors)
        {
            foreach (var row in rows) row.Value.Complain(errors.TryGetValue(row.Key, out string text) ? text : "");
            FieldRow first = rows.Where(row => errors.ContainsKey(row.Key)).Select(row => row.Value).FirstOrDefault();
            if (first == null) return;
            pages?.TurnTo(first.View.Control);
            first.View.Input.Focus();
        }

        private void Row(string field, Action<FieldRow> change)
        {
            if (rows.TryGetValue(field, out FieldRow row)) change(row);
        }
    }
}
