using System;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>One of several choices.</summary>
    public sealed class ChoiceView : FieldView
    {
        private const int WidthAtDesign = 300;
        private const int WidestAtDesign = 460;
        private const int ArrowAtDesign = 26;

        private readonly ComboBox box;
        private bool filling;

        /// <summary>Makes the list.</summary>
        public ChoiceView(FieldRecord field)
            : base(field, new ComboBox { Width = WidthOf(field.Choices), DropDownStyle = ComboBoxStyle.DropDownList })
        {
            box = (ComboBox)Control;
            Offer(field.Choices);
            Show(field.Value);
            box.SelectedIndexChanged += (sender, args) =>
            {
                if (!filling) TellEdited();
            };
        }

        /// <inheritdoc />
        public override string ValueAsJson() => AsJson(Chosen);

        /// <inheritdoc />
        public override void Show(object value) => Fill(() => Choose(Convert.ToString(value)));

        /// <summary>Replaces the choices; what was chosen stays if it is still offered.</summary>
        public override void Offer(ChoiceRecord[] choices) => Fill(() =>
        {
            string chosen = Chosen;
            box.Items.Clear();
            box.Items.AddRange(choices ?? new ChoiceRecord[0]);
            Choose(chosen);
        });

        // The window is scaled to the user's font afterwards.
        private static int WidthOf(ChoiceRecord[] choices)
        {
            using (Font font = UiFont.AtDesign())
            {
                int widest = (choices ?? new ChoiceRecord[0]).Select(choice => TextRenderer.MeasureText(choice.Text, font).Width).DefaultIfEmpty(0).Max();
                return Math.Min(Math.Max(WidthAtDesign, widest + ArrowAtDesign), WidestAtDesign);
            }
        }

        private string Chosen => box.SelectedItem is ChoiceRecord choice ? choice.Value : "";

        private void Choose(string value) =>
            box.SelectedItem = box.Items.Cast<ChoiceRecord>().FirstOrDefault(choice => choice.Value == value);

        // Only the user's own change is told of.
        private void Fill(Action fill)
        {
            filling = true;
            fill();
            filling = false;
        }
    }
}
