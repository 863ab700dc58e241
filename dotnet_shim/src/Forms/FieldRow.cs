using System.Drawing;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>A field in the grid of its section: label and control, below them the hint and the message.</summary>
    public sealed class FieldRow
    {
        private const int WidestAtDesign = 300;
        private static readonly Color Quiet = Readable(Color.FromArgb(0x55, 0x55, 0x55));
        private static readonly Color Alert = Readable(Color.FromArgb(0xB0, 0x00, 0x20));

        private readonly Label hint;
        private readonly Label message;

        /// <summary>Adds the rows to the grid.</summary>
        public FieldRow(TableLayoutPanel grid, FieldRecord field)
        {
            View = FieldViews.Of(field);
            if (!View.LabelsItself) Add(grid, 0, Label = LabelOf(field)); // before the control: its access key leads there
            Add(grid, 1, View.Control);
            AddBelow(grid, hint = Words(field.Hint, Quiet));
            AddBelow(grid, message = Words("", Alert));
            message.Name = field.Name + ".message";
            grid.RowCount++;
            Show();
        }

        /// <summary>The field's control and value.</summary>
        public FieldView View { get; }

        /// <summary>Its label; null where the control shows its label itself.</summary>
        public Label Label { get; }

        /// <summary>Whether the user writes or chooses here now.</summary>
        public bool TakesInput => View.TakesInput && !View.Field.Hidden;

        /// <summary>Shows a message beside the field; "" takes it away.</summary>
        public void Complain(string text)
        {
            message.Text = text ?? "";
            Show();
        }

        /// <summary>Describes the field anew.</summary>
        public void Apply(FieldPatch patch)
        {
            FieldRecord field = View.Field;
            field.Hidden = patch.Hidden ?? field.Hidden;
            if (patch.Hint != null) hint.Text = patch.Hint;
            if (patch.Label != null && Label != null)
            {
                Label.Text = patch.Label;
                View.Control.AccessibleName = patch.Label.Replace("&", "");
            }
            Show();
        }

        private void Show()
        {
            bool shown = !View.Field.Hidden;
            if (Label != null) Label.Visible = shown;
            View.Control.Visible = shown;
            hint.Visible = shown && hint.Text.Length > 0;
            message.Visible = shown && message.Text.Length > 0;
            View.Control.AccessibleDescription = message.Text.Length > 0 ? message.Text : hint.Text;
        }

        // Who chose high contrast sees the colours of that choice.
        private static Color Readable(Color colour) =>
            SystemInformation.HighContrast ? SystemColors.ControlText : colour;

        private static void Add(TableLayoutPanel grid, int column, Control control)
        {
            control.TabIndex = grid.Controls.Count;
            grid.Controls.Add(control, column, grid.RowCount);
        }

        private static void AddBelow(TableLayoutPanel grid, Control control)
        {
            grid.RowCount++;
            Add(grid, 1, control);
        }

        private static Label LabelOf(FieldRecord field) => new Label
        {
            Text = field.Label, AutoSize = true, Anchor = AnchorStyles.Left | AnchorStyles.Top, Margin = new Padding(3, 6, 12, 3),
        };

        private static Label Words(string text, Color colour) => new Label
        {
            Text = text ?? "", AutoSize = true, UseMnemonic = false, ForeColor = colour,
            MaximumSize = new Size(WidestAtDesign, 0), Margin = new Padding(3, 0, 3, 5),
        };
    }
}
