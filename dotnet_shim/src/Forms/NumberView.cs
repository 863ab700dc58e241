using System;
using System.Globalization;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>A whole number between two limits.</summary>
    public sealed class NumberView : FieldView
    {
        private const int WidthAtDesign = 80;

        private readonly NumericUpDown box;

        /// <summary>Makes the box.</summary>
        public NumberView(FieldRecord field) : base(field, new NumericUpDown { Width = WidthAtDesign })
        {
            box = (NumericUpDown)Control;
            box.Minimum = field.Minimum;
            box.Maximum = Math.Max(field.Minimum, field.Maximum);
            Show(field.Value);
            box.ValueChanged += (sender, args) => TellEdited();
        }

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson((int)box.Value);

        /// <inheritdoc />
        public override void Show(object value)
        {
            if (!(value is IConvertible) || value is string) value = 0;
            decimal number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            box.Value = Math.Min(Math.Max(number, box.Minimum), box.Maximum);
        }
    }
}
