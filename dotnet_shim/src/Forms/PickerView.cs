using System;
using System.Collections;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Panes;

namespace OutlookCrm.Forms
{
    /// <summary>Records of the CRM, searched for and chosen as in the pane of an appointment.</summary>
    public sealed class PickerView : FieldView
    {
        private const int WidthAtDesign = 300;

        private readonly Picker picker;

        /// <summary>Makes the picker.</summary>
        public PickerView(FieldRecord field) : base(field, new Picker(field.Name))
        {
            picker = (Picker)Control;
            picker.Name = field.Name + ".field"; // the box in it has the field's own
            picker.MinimumSize = new Size(WidthAtDesign, 0);
            picker.Margin = new Padding(0, 0, 0, 6);
            picker.Anchor = AnchorStyles.Left | AnchorStyles.Right | AnchorStyles.Top;
            picker.Describe(Described(field));
            picker.EnterTakesOffers = false;
            picker.HideLabel(); // it stands before the picker, as every field's
            Show(field.Value);
            picker.Chosen += value => TellEdited();
        }

        /// <summary>Raised when the user looks for records: the text and the search's number.</summary>
        public event Action<string, int> Searched
        {
            add { picker.Searched += value; }
            remove { picker.Searched -= value; }
        }

        /// <inheritdoc />
        public override Control Input => picker.SearchBox;

        /// <inheritdoc />
        public override string ValueAsJson() => picker.Value;

        /// <inheritdoc />
        public override void Show(object value)
        {
            var ids = value as IEnumerable ?? new object[0];
            picker.Show(Json.Write(ids.Cast<object>().Select(Convert.ToString).ToArray()));
        }

        /// <summary>Shows what a search found; an outdated answer is dropped.</summary>
        public void Answer(FoundRows found) => picker.Answer(found);

        private static PaneField Described(FieldRecord field)
        {
            PaneField described = field.Picker;
            described.Label = field.Label;
            described.Enabled = field.Enabled;
            described.Texts = described.Texts ?? new Dictionary<string, string>();
            return described;
        }
    }
}
