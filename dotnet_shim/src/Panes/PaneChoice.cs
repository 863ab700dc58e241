using System.Linq;
using System.Windows.Forms;
using OutlookCrm.Forms;
using OutlookCrm.Inspectors.Records;

namespace OutlookCrm.Panes
{
    /// <summary>One of several values.</summary>
    public sealed class PaneChoice : PaneFieldView
    {
        private readonly ComboBox box = new ComboBox { DropDownStyle = ComboBoxStyle.DropDownList };
        private bool filling;

        /// <summary>Makes the list.</summary>
        public PaneChoice(string cell) : base(cell)
        {
            box.Name = NameOf("");
            Stack(box);
            StackHint();
            box.SelectedIndexChanged += (sender, args) =>
            {
                if (!filling && box.SelectedItem is ChoiceRecord choice) Tell(choice.Value);
            };
        }

        /// <inheritdoc />
        public override void Describe(PaneField field)
        {
            base.Describe(field);
            box.AccessibleName = field.Label.Replace("&", "");
            box.AccessibleDescription = field.Hint ?? "";
            box.Enabled = field.Enabled;
            filling = true;
            box.Items.Clear();
            box.Items.AddRange(field.Choices);
            filling = false;
        }

        /// <inheritdoc />
        public override void Show(string value)
        {
            filling = true;
            box.SelectedItem = box.Items.Cast<ChoiceRecord>().FirstOrDefault(choice => choice.Value == value);
            filling = false;
        }
    }
}
