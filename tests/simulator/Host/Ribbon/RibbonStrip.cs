using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace Simulator.Host.Ribbon
{
    /// <summary>The ribbon at the top of a window: a row of tabs and the groups of the chosen one.</summary>
    internal sealed class RibbonStrip : UserControl
    {
        private static readonly Color Accent = Color.FromArgb(0, 114, 198);
        private readonly RibbonItems items;
        private readonly FlowLayoutPanel heads = new FlowLayoutPanel();
        private readonly Dictionary<RibbonNode, FlowLayoutPanel> pages = new Dictionary<RibbonNode, FlowLayoutPanel>();
        private readonly Dictionary<RibbonNode, Control> captions = new Dictionary<RibbonNode, Control>();

        /// <summary>Draws a window's ribbon.</summary>
        public RibbonStrip(RibbonTree tree)
        {
            items = new RibbonItems(tree);
            Name = AccessibleName = "Ribbon";
            Dock = DockStyle.Top;
            Height = 124;
            BackColor = Color.White;
            heads.Dock = DockStyle.Top;
            heads.Height = 28;
            heads.BackColor = Color.White;
            foreach (var tab in tree.Tabs)
            {
                AddTab(tab);
            }
            Controls.Add(heads);
            Choose(tree.Tabs[0]);
            tree.Changed += Show;
        }

        private void AddTab(RibbonNode tab)
        {
            var page = new FlowLayoutPanel
            {
                Name = tab.Id, AccessibleName = tab.Label, Dock = DockStyle.Fill, WrapContents = false,
                BackColor = Color.FromArgb(241, 241, 241), Padding = new Padding(4, 2, 4, 0),
            };
            foreach (var group in tab.Children)
            {
                page.Controls.Add(Group(group));
            }
            pages[tab] = page;
            Controls.Add(page);
            heads.Controls.Add(Head(tab));
        }

        private Control Head(RibbonNode tab)
        {
            var head = new Button
            {
                Name = "head:" + tab.Id, Text = tab.Label, FlatStyle = FlatStyle.Flat, AutoSize = true,
                Margin = new Padding(2, 1, 0, 0), TabStop = false, Tag = tab, ForeColor = Accent,
            };
            head.FlatAppearance.BorderSize = 0;
            head.Click += (sender, args) => Choose(tab);
            // Outlook shows its Add-ins tab only when an add-in has put something there.
            head.Visible = tab.Id != "TabAddIns" || tab.Children.Any();
            return head;
        }

        private Control Group(RibbonNode group)
        {
            var strip = new ToolStrip
            {
                GripStyle = ToolStripGripStyle.Hidden, Dock = DockStyle.Fill, CanOverflow = false, ShowItemToolTips = true,
                BackColor = Color.FromArgb(241, 241, 241), ImageScalingSize = new Size(32, 32), TabStop = true,
                Font = RibbonItems.Face,
            };
            strip.Renderer = new ToolStripSystemRenderer();
            foreach (var child in group.Children)
            {
                strip.Items.Add(items.InGroup(child));
            }
            var caption = new Label
            {
                Text = group.Label, Dock = DockStyle.Bottom, Height = 18, ForeColor = Color.DimGray,
                TextAlign = ContentAlignment.MiddleCenter,
            };
            captions[group] = caption;
            var panel = new Panel { Name = group.Id, Height = 90, BorderStyle = BorderStyle.None, Margin = new Padding(2) };
            panel.Width = strip.GetPreferredSize(Size.Empty).Width + 24;
            panel.Controls.Add(strip);
            panel.Controls.Add(caption);
            panel.Controls.Add(new Label { Dock = DockStyle.Right, Width = 1, BackColor = Color.Silver });
            return panel;
        }

        private void Choose(RibbonNode chosen)
        {
            foreach (var tab in pages)
            {
                tab.Value.Visible = tab.Key == chosen;
            }
            pages[chosen].BringToFront();
            foreach (Control head in heads.Controls)
            {
                head.Font = new Font(Font, head.Tag == chosen ? FontStyle.Bold : FontStyle.Regular);
            }
        }

        private void Show(RibbonNode node)
        {
            Control caption;
            if (captions.TryGetValue(node, out caption))
            {
                caption.Text = node.Label;
                caption.Parent.Visible = node.Visible;
            }
            items.Show(node);
            Fit();
        }

        // A longer label needs a wider group.
        private void Fit()
        {
            foreach (var strip in captions.Values.Select(caption => caption.Parent).SelectMany(panel => panel.Controls.OfType<ToolStrip>()))
            {
                strip.Parent.Width = strip.GetPreferredSize(Size.Empty).Width + 24;
            }
        }
    }
}
