using System;
using System.Windows.Forms;
using OutlookCrm.Outlook;

namespace OutlookCrm.Forms
{
    /// <summary>One field's control, and its value in the terms of the seam.</summary>
    public abstract class FieldView
    {
        /// <summary>Names the control after the field: tests and screen readers find it so.</summary>
        protected FieldView(FieldRecord field, Control control)
        {
            Field = field;
            Control = control;
            control.Name = field.Name;
            control.AccessibleName = field.Label.Replace("&", "");
            control.AccessibleDescription = field.Hint ?? "";
            control.Enabled = field.Enabled;
        }

        /// <summary>The description.</summary>
        public FieldRecord Field { get; }

        /// <summary>The control.</summary>
        public Control Control { get; }

        /// <summary>Where the user writes or chooses: what takes the focus.</summary>
        public virtual Control Input => Control;

        /// <summary>Raised when the user changes the value.</summary>
        public event Action Edited;

        /// <summary>Whether the control shows its label itself.</summary>
        public virtual bool LabelsItself => false;

        /// <summary>Whether the user writes or chooses here now.</summary>
        public virtual bool TakesInput => Control.Enabled;

        /// <summary>The value as JSON; null for a field that has none to tell.</summary>
        public abstract string ValueAsJson();

        /// <summary>Shows a value.</summary>
        public abstract void Show(object value);

        /// <summary>Replaces the choices; only fields that have some do.</summary>
        public virtual void Offer(ChoiceRecord[] choices)
        {
        }

        /// <summary>Tells of the user's change.</summary>
        protected void TellEdited() => Edited?.Invoke();

        /// <summary>A value as JSON text.</summary>
        protected static string AsJson<T>(T value) => Json.Write(value);
    }
}
