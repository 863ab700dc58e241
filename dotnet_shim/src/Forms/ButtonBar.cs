using System;
using System.Collections.Generic;
using System.Drawing;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>The buttons below a window, and beside them a bar that moves while Python works.</summary>
    public sealed class ButtonBar : FlowLayoutPanel
    {
        private readonly Dictionary<string, Button> submits = new Dictionary<string, Button>();
        private readonly HashSet<string> disabled = new HashSet<string>();
        private readonly ProgressBar progress = new ProgressBar
        {
            Style = ProgressBarStyle.Marquee, Size = new Size(90, 15), Margin = new Padding(3, 8, 12, 3), Visible = false,
        };

        private bool busy;

        /// <summary>Draws them; they do nothing until they are added.</summary>
        public ButtonBar()
        {
            AutoSize = true;
            AutoSizeMode = AutoSizeMode.GrowAndShrink;
            Anchor = AnchorStyles.Right;
            WrapContents = false;
            Margin = new Padding(0, 6, 0, 0);
            Controls.Add(progress);
        }

        /// <summary>Adds a button.</summary>
        public Button Add(ButtonRecord record, Action onClick)
        {
            var button = new Button
            {
                Name = record.Name, Text = record.Text, AutoSize = true, AutoSizeMode = AutoSizeMode.GrowAndShrink,
                MinimumSize = new Size(88, 26), AccessibleName = record.Text.Replace("&", ""),
            };
            button.Click += (sender, args) => onClick();
            Controls.Add(button);
            return button;
        }

        /// <summary>Adds a button that cannot be pressed while Python works.</summary>
        public Button AddSubmit(ButtonRecord record, Action onClick)
        {
            Button button = Add(record, onClick);
            submits.Add(record.Name, button);
            Enable(record.Name, record.Enabled);
            return button;
        }

        /// <summary>Whether Python works.</summary>
        public void Busy(bool nowBusy)
        {
            progress.Visible = busy = nowBusy;
            foreach (string button in submits.Keys) ShowEnabled(button);
        }

        /// <summary>Whether a button may be pressed while Python does not work; other names are passed over.</summary>
        public void Enable(string name, bool enabled)
        {
            if (enabled) disabled.Remove(name);
            else disabled.Add(name);
            ShowEnabled(name);
        }

        private void ShowEnabled(string name)
        {
            if (submits.TryGetValue(name, out Button button)) button.Enabled = !busy && !disabled.Contains(name);
        }
    }
}
