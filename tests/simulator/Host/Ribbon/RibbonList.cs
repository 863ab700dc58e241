using System.Linq;
using System.Windows.Forms;

namespace Simulator.Host.Ribbon
{
    /// <summary>A dropDown of the ribbon: its label and its list.</summary>
    internal sealed class RibbonList : ToolStripControlHost
    {
        private const int Room = 34; // pixels
        private const int Edges = 20;
        private readonly RibbonNode node;
        private readonly Label label = new Label { AutoSize = true, Margin = new Padding(3, 6, 3, 0) };
        private readonly ComboBox box = new ComboBox { DropDownStyle = ComboBoxStyle.DropDownList, Width = 130 };
        private bool showing;

        /// <summary>Draws a node of a window's ribbon.</summary>
        public RibbonList(RibbonNode node, RibbonTree tree)
            : base(new FlowLayoutPanel { WrapContents = false, Height = Room })
        {
            AutoSize = false;
            this.node = node;
            box.Name = node.Id;
            Control.Controls.Add(label);
            Control.Controls.Add(box);
            box.SelectedIndexChanged += (sender, args) =>
            {
                if (!showing)
                {
                    tree.Choose(node, box.SelectedIndex);
                }
            };
        }

        /// <summary>Shows what the callbacks answered.</summary>
        public void Show()
        {
            showing = true;
            label.Text = node.Label;
            Width = label.PreferredWidth + box.Width + Edges;
            box.AccessibleName = node.Label;
            box.Enabled = node.Enabled;
            box.Items.Clear();
            box.Items.AddRange(node.Items.ToArray<object>());
            box.SelectedIndex = node.Selected < node.Items.Count ? node.Selected : -1;
            showing = false;
        }
    }
}
