using System;
using System.Drawing;
using System.Windows.Forms;
using OutlookCrm.Inspectors.Records;

namespace OutlookCrm.Panes
{
    /// <summary>One field of the pane: its label, what is below it, and a hint; as wide as the pane.</summary>
    public abstract class PaneFieldView : TableLayoutPanel
    {
        private readonly Label label = new Label { AutoSize = true, Margin = new Padding(3, 8, 3, 2) };
        private readonly Label hint;

        /// <summary>A field without words yet; its controls are named after the cell.</summary>
        protected PaneFieldView(string cell)
        {
            Cell = cell;
            Name = cell.TrimStart('@') + ".field";
            ColumnCount = 1;
            ColumnStyles.Add(new ColumnStyle(SizeType.Percent, 100));
            AutoSize = true;
            AutoSizeMode = AutoSizeMode.GrowAndShrink;
            Anchor = AnchorStyles.Left | AnchorStyles.Right;
            Margin = Padding.Empty;
            hint = Words("hint");
            Stack(label);
        }

        /// <summary>Raised when the user chose: the cell's value.</summary>
        public event Action<string> Chosen;

        /// <summary>The cell it shows.</summary>
        public string Cell { get; }

        /// <summary>Takes its words, choices and state; not its value.</summary>
        public virtual void Describe(PaneField field)
        {
            label.Text = field.Label;
            Say(hint, field.Hint);
        }

        /// <summary>Somebody else shows the label.</summary>
        public void HideLabel() => label.Visible = false;

        /// <summary>Shows the cell's value; null while nothing was ever chosen.</summary>
        public abstract void Show(string value);

        /// <summary>Tells of the user's choice.</summary>
        protected void Tell(string value) => Chosen?.Invoke(value);

        /// <summary>The name of one of its controls.</summary>
        protected string NameOf(string part) => Cell.TrimStart('@') + (part == "" ? "" : "." + part);

        /// <summary>Puts a control below the others, over the whole width.</summary>
        protected T Stack<T>(T control) where T : Control
        {
            control.Anchor = AnchorStyles.Left | AnchorStyles.Right;
            control.TabIndex = Controls.Count;
            Controls.Add(control, 0, RowCount++);
            return control;
        }

        /// <summary>Puts the hint below the others.</summary>
        protected void StackHint() => Stack(hint);

        /// <summary>A line of text that is hidden while it is empty.</summary>
        protected Label Words(string part) => new Label
        {
            Name = NameOf(part), AutoSize = true, UseMnemonic = false, Visible = false, Margin = new Padding(3, 1, 3, 3),
            ForeColor = SystemInformation.HighContrast ? SystemColors.ControlText : Color.FromArgb(0x55, 0x55, 0x55),
        };

        /// <summary>Says a text, or nothing.</summary>
        protected static void Say(Label line, string text)
        {
            line.Text = text ?? "";
            line.Visible = line.Text.Length > 0;
        }

        /// <inheritdoc />
        protected override void OnSizeChanged(EventArgs args)
        {
            base.OnSizeChanged(args);
            // A label wraps only at a width that it is told.
            foreach (Control control in Controls)
                if (control is Label) control.MaximumSize = new Size(Math.Max(50, ClientSize.Width - control.Margin.Horizontal), 0);
        }
    }
}
