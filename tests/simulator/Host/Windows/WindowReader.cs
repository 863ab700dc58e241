using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;

namespace Simulator.Host.Windows
{
    /// <summary>Tells what stands in a window, as assistive technology would find it.</summary>
    internal static class WindowReader
    {
        /// <summary>A window and all in it.</summary>
        public static object Read(Form form)
        {
            return new { name = form.Name, title = form.Text, modal = form.Modal, active = Form.ActiveForm == form, tree = Tree(form) };
        }

        /// <summary>The name a screen reader says: the given one, its own words, or the label before it.</summary>
        public static string AccessibleName(Control control)
        {
            if (!string.IsNullOrEmpty(control.AccessibleName))
            {
                return control.AccessibleName;
            }
            return control is ButtonBase || control is Label || control is GroupBox || control is Form
                ? Plain(control.Text)
                : Plain(LabelBefore(control)?.Text);
        }

        /// <summary>A control's value in the form that is set, too; null for one that has none, and for secrets.</summary>
        public static object Value(Control control)
        {
            return TextValue(control) ?? ListValue(control);
        }

        /// <summary>The lines of an open menu, and where they are on the screen; none of one that is closed.</summary>
        public static object[] Menu(ToolStrip menu)
        {
            var lines = menu != null && menu.Visible ? menu.Items.Cast<ToolStripItem>().Where(line => line.Available) : new ToolStripItem[0];
            return lines.Select(line =>
            {
                var place = menu.RectangleToScreen(line.Bounds);
                return new { name = line.Name, text = line.Text, enabled = line.Enabled, image = line.Image != null, bounds = new[] { place.X, place.Y, place.Width, place.Height } };
            }).ToArray<object>();
        }

        private static object Tree(Control control)
        {
            var bounds = control is Form ? control.Bounds : control.RectangleToScreen(control.ClientRectangle);
            var strip = control as ToolStrip;
            return new
            {
                type = control.GetType().Name,
                name = control.Name,
                accessible_name = AccessibleName(control),
                accessible_role = control.AccessibleRole.ToString(),
                text = IsSecret(control) ? "" : control.Text,
                value = Value(control),
                enabled = control.Enabled,
                visible = control.Visible,
                focused = control.Focused,
                tab_index = control.TabIndex,
                tab_stop = control.TabStop,
                bounds = new[] { bounds.X, bounds.Y, bounds.Width, bounds.Height },
                children = strip != null ? Items(strip.Items) : control.Controls.Cast<Control>().Select(Tree).ToArray(),
            };
        }

        private static object[] Items(ToolStripItemCollection items)
        {
            return items.Cast<ToolStripItem>().Select(Item).ToArray();
        }

        private static object Item(ToolStripItem item)
        {
            var menu = item as ToolStripDropDownItem;
            return new
            {
                type = item.GetType().Name,
                name = item.Name,
                accessible_name = string.IsNullOrEmpty(item.AccessibleName) ? Plain(item.Text) : item.AccessibleName,
                text = item.Text,
                enabled = item.Enabled,
                visible = item.Available,
                children = menu == null ? new object[0] : Items(menu.DropDownItems),
            };
        }

        private static object TextValue(Control control)
        {
            if (control is CheckBox)
            {
                return ((CheckBox)control).Checked;
            }
            if (control is RadioButton)
            {
                return ((RadioButton)control).Checked;
            }
            if (control is NumericUpDown)
            {
                return ((NumericUpDown)control).Value;
            }
            if (control is DateTimePicker)
            {
                return ((DateTimePicker)control).Value.ToString("s");
            }
            return control is TextBoxBase && !IsSecret(control) ? control.Text : null;
        }

        private static object ListValue(Control control)
        {
            var combo = control as ComboBox;
            if (combo != null)
            {
                return new { chosen = combo.Text, choices = Texts(combo, combo.Items) };
            }
            var checks = control as CheckedListBox;
            if (checks != null)
            {
                return new { chosen = checks.CheckedItems.Cast<object>().Select(checks.GetItemText).ToArray(), choices = Texts(checks, checks.Items) };
            }
            var list = control as ListBox;
            if (list != null)
            {
                return new { chosen = list.SelectedItems.Cast<object>().Select(list.GetItemText).ToArray(), choices = Texts(list, list.Items) };
            }
            var rows = control as ListView;
            return rows == null ? null : (object)rows.Items.Cast<ListViewItem>().Select(Cells).ToArray();
        }

        private static string[] Cells(ListViewItem row)
        {
            return row.SubItems.Cast<ListViewItem.ListViewSubItem>().Select(cell => cell.Text).ToArray();
        }

        private static string[] Texts(ListControl list, System.Collections.IEnumerable items)
        {
            return items.Cast<object>().Select(list.GetItemText).ToArray();
        }

        private static bool IsSecret(Control control)
        {
            var box = control as TextBox;
            return box != null && (box.UseSystemPasswordChar || box.PasswordChar != '\0');
        }

        private static Label LabelBefore(Control control)
        {
            return control.Parent?.Controls.OfType<Label>().Where(label => label.TabIndex < control.TabIndex)
                .OrderByDescending(label => label.TabIndex).FirstOrDefault();
        }

        private static string Plain(string text)
        {
            return (text ?? "").Replace("&&", "\0").Replace("&", "").Replace('\0', '&');
        }
    }
}
