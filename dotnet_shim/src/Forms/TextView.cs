using System;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>A line of text, or a secret.</summary>
    public sealed class TextView : FieldView
    {
        private const int WidthAtDesign = 300;

        private readonly TextBox box;

        /// <summary>Makes the box.</summary>
        public TextView(FieldRecord field) : base(field, new TextBox { Width = WidthAtDesign })
        {
            box = (TextBox)Control;
            box.UseSystemPasswordChar = field.Kind == "secret";
            Show(field.Value);
            box.TextChanged += (sender, args) => TellEdited();
        }

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(box.Text);

        /// <inheritdoc />
        public override void Show(object value) => box.Text = Convert.ToString(value);
    }
}
