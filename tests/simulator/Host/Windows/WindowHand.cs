using System;
using System.Collections.Generic;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Windows.Forms;

namespace Simulator.Host.Windows
{
    /// <summary>Works the controls of a window as assistive technology would: by name, without a mouse.</summary>
    internal static class WindowHand
    {
        /// <summary>The windows that can be seen now; another thread may open or close one of its own meanwhile.</summary>
        public static IList<Form> Open()
        {
            while (true)
            {
                try
                {
                    return Application.OpenForms.Cast<Form>().Where(form => form.IsHandleCreated && form.Visible).ToList();
                }
                catch (InvalidOperationException)
                {
                    Thread.Yield();
                }
            }
        }

        /// <summary>The open window of a name or title.</summary>
        public static Form Find(string window)
        {
            return Open().LastOrDefault(form => form.Name == window || form.Text == window)
                ?? throw Missing("no window " + window);
        }

        /// <summary>The control of a name, or of an accessible name.</summary>
        public static Control Find(Form form, string control)
        {
            var all = Below(form).ToList();
            return all.FirstOrDefault(other => other.Name == control)
                ?? all.FirstOrDefault(other => !(other is Label) && WindowReader.AccessibleName(other) == control)
                ?? throw Missing("no control " + control + " in " + form.Text);
        }

        /// <summary>Gives a control a value: text, true or false, a number, the words of a choice, a list of words.</summary>
        public static void Set(Control control, object value)
        {
            Reveal(control);
            if (!control.Enabled || !control.Visible)
            {
                throw new InvalidOperationException(control.Name + " takes no input now");
            }
            control.Focus();
            if (control is CheckBox)
            {
                ((CheckBox)control).Checked = (bool)value;
            }
            else if (control is RadioButton)
            {
                ((RadioButton)control).Checked = (bool)value;
            }
            else if (control is NumericUpDown)
            {
                ((NumericUpDown)control).Value = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            }
            else
            {
                Choose(control, value);
            }
        }

        /// <summary>Presses a button; one that is disabled or hidden takes no press.</summary>
        public static void Press(Control control)
        {
            var button = control as IButtonControl;
            if (button == null)
            {
                throw new InvalidOperationException(control.Name + " is no button");
            }
            button.PerformClick();
        }

        // A control on another page than the one in front is reached by turning to it.
        private static void Reveal(Control control)
        {
            for (var parent = control.Parent; parent != null; parent = parent.Parent)
            {
                var page = parent as TabPage;
                if (page != null)
                {
                    ((TabControl)page.Parent).SelectedTab = page;
                }
            }
        }

        private static void Choose(Control control, object value)
        {
            if (control is DateTimePicker)
            {
                ((DateTimePicker)control).Value = DateTime.Parse((string)value, CultureInfo.InvariantCulture);
            }
            else if (control is CheckedListBox)
            {
                Check((CheckedListBox)control, ((IEnumerable)value).Cast<string>().ToList());
            }
            else if (control is ComboBox && ((ComboBox)control).DropDownStyle == ComboBoxStyle.DropDownList)
            {
                ((ComboBox)control).SelectedIndex = IndexOf((ComboBox)control, ((ComboBox)control).Items, (string)value);
            }
            else if (control is ListBox)
            {
                ((ListBox)control).SelectedIndex = IndexOf((ListBox)control, ((ListBox)control).Items, (string)value);
            }
            else
            {
                control.Text = (string)value;
            }
        }

        private static void Check(CheckedListBox list, ICollection<string> wanted)
        {
            foreach (var word in wanted)
            {
                IndexOf(list, list.Items, word);
            }
            for (var i = 0; i < list.Items.Count; i++)
            {
                list.SetItemChecked(i, wanted.Contains(list.GetItemText(list.Items[i])));
            }
        }

        private static int IndexOf(ListControl list, IList items, string word)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (list.GetItemText(items[i]) == word)
                {
                    return i;
                }
            }
            throw Missing("no choice " + word + " in " + list.Name);
        }

        private static IEnumerable<Control> Below(Control control)
        {
            return control.Controls.Cast<Control>().SelectMany(child => new[] { child }.Concat(Below(child)));
        }

        private static COMException Missing(string text)
        {
            return new COMException(text, unchecked((int)0x8004010F));
        }
    }
}
