using System;
using System.Drawing;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Several lines that are only read, scrolled and copied.</summary>
    public sealed class PassageView : FieldView
    {
        private static readonly Size SizeAtDesign = new Size(700, 96);

        /// <summary>Makes the box.</summary>
        public PassageView(FieldRecord field)
            : base(field, new TextBox
            {
                Size = SizeAtDesign, Multiline = true, ReadOnly = true, ScrollBars = ScrollBars.Vertical,
            })
        {
            Control.Anchor = AnchorStyles.Left | AnchorStyles.Right; // as wide as what stands above and below
            Show(field.Value);
            ((TextBox)Control).Select(0, 0); // else all of it is marked when the focus comes
        }

        /// <inheritdoc />
        public override bool TakesInput => false;

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(Control.Text);

        /// <inheritdoc />
        public override void Show(object value) =>
            Control.Text = Convert.ToString(value).Replace("\r\n", "\n").Replace("\n", Environment.NewLine);
    }
}
