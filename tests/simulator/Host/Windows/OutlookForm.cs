using System.Drawing;
using System.Windows.Forms;
using Simulator.Host.AddIns;
using Simulator.Host.Ribbon;

namespace Simulator.Host.Windows
{
    /// <summary>What Outlook's windows share: the ribbon at the top and task panes at the right.</summary>
    internal abstract class OutlookForm : Form, IPaneArea
    {
        private readonly FlowLayoutPanel paneColumn = new FlowLayoutPanel();

        /// <summary>Makes a window for an Explorer or Inspector.</summary>
        protected OutlookForm(object window)
        {
            Window = window;
            Font = new Font("Segoe UI", 9f);
            AutoScaleDimensions = new SizeF(7f, 15f);
            AutoScaleMode = AutoScaleMode.Font;
            BackColor = Color.White;
            paneColumn.Dock = DockStyle.Right;
            paneColumn.AutoSize = true;
            paneColumn.AutoSizeMode = AutoSizeMode.GrowAndShrink;
            paneColumn.FlowDirection = FlowDirection.TopDown;
        }

        /// <summary>The Explorer or Inspector.</summary>
        public object Window { get; }

        /// <summary>The ribbon.</summary>
        public RibbonTree Ribbon { get; private set; }

        /// <summary>Adds a hidden pane around a control and answers its frame.</summary>
        public Panel AddPane(string title, Control content)
        {
            var frame = new Panel { Name = "TaskPane", AccessibleName = title, Width = 300, Height = 400, Visible = false, Padding = new Padding(1) };
            var head = new Label { Text = title, Dock = DockStyle.Top, Height = 26, Font = new Font(Font, FontStyle.Bold), TextAlign = ContentAlignment.MiddleLeft };
            var cross = new Button { Name = "ClosePane", Text = "\u00D7", AccessibleName = "Close", Dock = DockStyle.Right, Width = 26, FlatStyle = FlatStyle.Flat, TabStop = false };
            head.Controls.Add(cross);
            content.Dock = DockStyle.Fill;
            frame.Controls.Add(content);
            frame.Controls.Add(head);
            paneColumn.Controls.Add(frame);
            return frame;
        }

        /// <summary>Shows the ribbon above the body that was added first.</summary>
        protected void AddFrame(RibbonTree ribbon)
        {
            Ribbon = ribbon;
            Controls.Add(paneColumn);
            Controls.Add(new RibbonStrip(ribbon));
        }
    }
}
