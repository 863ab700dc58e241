using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Yes or no.</summary>
    public sealed class CheckView : FieldView
    {
        private readonly CheckBox box;

        /// <summary>Makes the box.</summary>
        public CheckView(FieldRecord field) : base(field, new CheckBox { AutoSize = true, Text = field.Label })
        {
            box = (CheckBox)Control;
            Show(field.Value);
            box.CheckedChanged += (sender, args) => TellEdited();
        }

        /// <inheritdoc />
        public override bool LabelsItself => true;

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(box.Checked);

        /// <inheritdoc />
        public override void Show(object value) => box.Checked = value is bool && (bool)value;
    }
}
