using System;
using System.Drawing;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Text that is only read.</summary>
    public sealed class NoteView : FieldView
    {
        private const int WidestAtDesign = 420;

        /// <summary>Makes the label.</summary>
        public NoteView(FieldRecord field)
            : base(field, new Label { AutoSize = true, UseMnemonic = false, MaximumSize = new Size(WidestAtDesign, 0) })
        {
            Control.Margin = new Padding(3, 6, 3, 3); // on the line of its label
            Show(field.Value);
        }

        /// <inheritdoc />
        public override bool TakesInput => false;

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(Control.Text);

        /// <inheritdoc />
        public override void Show(object value)
        {
            Control.Text = Convert.ToString(value);
            // A screen reader reads a text by its name: the words before it, and what it says.
            Control.AccessibleName = (Field.Label.Replace("&", "") + " " + Control.Text).Trim();
        }
    }
}
