using System;
using System.Globalization;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>How much of 100 is done; below 0 nobody knows, and the bar only shows that something goes on.</summary>
    public sealed class ProgressView : FieldView
    {
        private const int WidthAtDesign = 380;

        private readonly ProgressBar bar;

        /// <summary>Makes the bar.</summary>
        public ProgressView(FieldRecord field) : base(field, new ProgressBar { Width = WidthAtDesign, Height = 20 })
        {
            bar = (ProgressBar)Control;
            bar.AccessibleRole = AccessibleRole.ProgressBar;
            Show(field.Value);
        }

        /// <inheritdoc />
        public override bool TakesInput => false;

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(bar.Value);

        /// <inheritdoc />
        public override void Show(object value)
        {
            int percent = value is IConvertible && !(value is string) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : 0;
            bar.Style = percent < 0 ? ProgressBarStyle.Marquee : ProgressBarStyle.Continuous;
            bar.Value = Math.Min(Math.Max(percent, 0), 100);
        }
    }
}
