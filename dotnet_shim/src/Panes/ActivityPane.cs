using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Runtime.InteropServices;
using System.Windows.Forms;
using OutlookCrm.Inspectors.Records;

namespace OutlookCrm.Panes
{
    /// <summary>
    /// What is in the pane of an appointment's window: Office creates it by its ProgId, empty; it draws what
    /// Python describes and says what the user does.
    /// </summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.AutoDispatch)]
    [Guid("7E2D41B6-93C5-4F0A-8B1D-64A9C30E57F2"), ProgId(ProgramId)]
    public sealed class ActivityPane : UserControl
    {
        /// <summary>Its ProgId.</summary>
        public const string ProgramId = "OutlookCrm.ActivityPane";

        private readonly TableLayoutPanel stack = new TableLayoutPanel
        {
            ColumnCount = 1, AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink, Dock = DockStyle.Top,
            Padding = new Padding(6, 2, 6, 6),
        };

        private readonly Label message = new Label
        {
            Name = "message", AutoSize = true, UseMnemonic = false, Visible = false, Margin = new Padding(3, 6, 3, 3),
            AccessibleRole = AccessibleRole.Alert, TabIndex = 0,
        };

        private readonly List<PaneFieldView> fields = new List<PaneFieldView>();

        /// <summary>An empty pane.</summary>
        public ActivityPane()
        {
            Name = "ActivityPane";
            Font = new Font("Segoe UI", 9f);
            AutoScaleDimensions = new SizeF(7f, 15f);
            AutoScaleMode = AutoScaleMode.Font;
            AutoScroll = true;
            BackColor = SystemColors.Window;
            stack.ColumnStyles.Add(new ColumnStyle(SizeType.Percent, 100));
            stack.Controls.Add(message, 0, stack.RowCount++);
            Controls.Add(stack);
        }

        /// <summary>The user chose: cell and value.</summary>
        public event Action<string, string> Chosen;

        /// <summary>The user looks for records: cell, text and the search's number.</summary>
        public event Action<string, string, int> Searched;

        /// <summary>Draws the description; what the user is typing stays.</summary>
        public void Describe(PaneRecord record, Func<string, string> valueOf)
        {
            SuspendLayout();
            if (!fields.Select(field => field.Cell).SequenceEqual(record.Fields.Select(field => field.Cell))) Rebuild(record);
            foreach (PaneField field in record.Fields)
            {
                PaneFieldView view = Field(field.Cell);
                view.Describe(field);
                view.Show(valueOf(field.Cell));
            }
            Say(record.Message);
            ResumeLayout(true);
        }

        /// <summary>Shows a cell's value.</summary>
        public void Show(string cell, string value) => Field(cell)?.Show(value);

        /// <summary>Changes what the update names.</summary>
        public void Apply(PaneUpdate update)
        {
            if (update.Message != null) Say(update.Message);
            foreach (var texts in update.Texts ?? new Dictionary<string, Dictionary<string, string>>())
                (Field(texts.Key) as Picker)?.Learn(texts.Value);
            if (update.Found != null) (Field(update.Found.Cell) as Picker)?.Answer(update.Found);
        }

        /// <inheritdoc />
        protected override void OnSizeChanged(EventArgs args)
        {
            base.OnSizeChanged(args);
            message.MaximumSize = new Size(Math.Max(50, ClientSize.Width - stack.Padding.Horizontal - message.Margin.Horizontal), 0);
        }

        private PaneFieldView Field(string cell) => fields.Find(field => field.Cell == cell);

        private void Say(string text)
        {
            message.Text = text ?? "";
            message.Visible = message.Text.Length > 0;
        }

        private void Rebuild(PaneRecord record)
        {
            foreach (PaneFieldView old in fields) old.Dispose();
            fields.Clear();
            stack.RowCount = 1;
            foreach (PaneField field in record.Fields) Add(field.Kind == "picker" ? PickerOf(field.Cell) : new PaneChoice(field.Cell));
        }

        private PaneFieldView PickerOf(string cell)
        {
            var picker = new Picker(cell);
            picker.Grown += () => ScrollControlIntoView(picker);
            picker.Searched += (text, number) => Searched?.Invoke(cell, text, number);
            return picker;
        }

        private void Add(PaneFieldView field)
        {
            field.Chosen += value => Chosen?.Invoke(field.Cell, value);
            field.TabIndex = stack.Controls.Count;
            fields.Add(field);
            stack.Controls.Add(field, 0, stack.RowCount++);
        }
    }
}
