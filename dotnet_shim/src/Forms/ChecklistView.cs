using System;
using System.Collections;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Any of several choices.</summary>
    public sealed class ChecklistView : FieldView
    {
        private static readonly Size SizeAtDesign = new Size(300, 110);

        private readonly CheckedListBox box;

        /// <summary>Makes the list.</summary>
        public ChecklistView(FieldRecord field)
            : base(field, new CheckedListBox { Size = SizeAtDesign, CheckOnClick = true, BackColor = SystemColors.Window })
        {
            box = (CheckedListBox)Control;
            Offer(field.Choices);
            Show(field.Value);
            // The event comes before the change.
            box.ItemCheck += (sender, args) =>
            {
                if (box.IsHandleCreated) box.BeginInvoke(new Action(TellEdited));
            };
        }

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(Chosen);

        /// <inheritdoc />
        public override void Show(object value)
        {
            var chosen = value is IEnumerable && !(value is string) ? ((IEnumerable)value).Cast<object>().ToList() : null;
            for (int at = 0; at < box.Items.Count; at++)
                box.SetItemChecked(at, chosen != null && chosen.Contains(((ChoiceRecord)box.Items[at]).Value));
        }

        /// <inheritdoc />
        public override void Offer(ChoiceRecord[] choices)
        {
            string[] chosen = Chosen;
            box.Items.Clear();
            box.Items.AddRange(choices ?? new ChoiceRecord[0]);
            Show(chosen);
        }

        private string[] Chosen => box.CheckedItems.Cast<ChoiceRecord>().Select(choice => choice.Value).ToArray();
    }
}
