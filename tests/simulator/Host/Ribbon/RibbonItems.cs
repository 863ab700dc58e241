using System;
using System.Collections.Generic;
using System.Drawing;
using System.Windows.Forms;

namespace Simulator.Host.Ribbon
{
    /// <summary>Draws ribbon controls as tool strip items and keeps them in step with their nodes.</summary>
    internal sealed class RibbonItems
    {
        /// <summary>What the words of ribbons and menus are drawn with.</summary>
        public static readonly Font Face = new Font("Segoe UI", 9f);

        private readonly RibbonTree tree;
        private readonly Dictionary<RibbonNode, ToolStripItem> items = new Dictionary<RibbonNode, ToolStripItem>();

        /// <summary>Draws controls of one window's ribbon.</summary>
        public RibbonItems(RibbonTree tree)
        {
            this.tree = tree;
        }

        /// <summary>Makes the item of a control in a group.</summary>
        public ToolStripItem InGroup(RibbonNode node)
        {
            switch (node.Kind)
            {
                case "menu":
                    return Filled(new ToolStripDropDownButton(), node, node.Children);
                case "splitButton":
                    return Split(node);
                case "dropDown":
                    return Kept(new RibbonList(node, tree), node);
                case "separator":
                    return new ToolStripSeparator();
                case "labelControl":
                    return Kept(new ToolStripLabel(), node);
                case "checkBox":
                case "toggleButton":
                    return Clickable(new ToolStripButton(), node);
                default:
                    return Clickable(new ToolStripButton(), node);
            }
        }

        /// <summary>Shows what a control's callbacks answered; other nodes are left alone.</summary>
        public void Show(RibbonNode node)
        {
            ToolStripItem item;
            if (items.TryGetValue(node, out item))
            {
                Show(node, item);
            }
        }

        /// <summary>Makes the item of a control in a menu.</summary>
        public ToolStripItem InMenu(RibbonNode node)
        {
            switch (node.Kind)
            {
                case "menu":
                    return Filled(new ToolStripMenuItem(), node, node.Children);
                case "menuSeparator":
                    return new ToolStripSeparator();
                default:
                    return Clickable(new ToolStripMenuItem(), node);
            }
        }

        // Its first child is the button itself, the second the menu.
        private ToolStripItem Split(RibbonNode node)
        {
            var item = new ToolStripSplitButton();
            var button = node.Children[0];
            var menu = node.Children[1];
            item.ButtonClick += (sender, args) => tree.Click(button);
            Filled(item, button, menu.Children);
            return item;
        }

        private ToolStripItem Filled(ToolStripDropDownItem item, RibbonNode node, IEnumerable<RibbonNode> children)
        {
            item.DropDown.Font = Face;
            foreach (var child in children)
            {
                item.DropDownItems.Add(InMenu(child));
            }
            return Kept(item, node);
        }

        private ToolStripItem Clickable(ToolStripItem item, RibbonNode node)
        {
            item.Click += (sender, args) => tree.Click(node);
            return Kept(item, node);
        }

        private ToolStripItem Kept(ToolStripItem item, RibbonNode node)
        {
            item.Name = node.Id;
            item.ImageScaling = ToolStripItemImageScaling.None;
            if (node.Large)
            {
                item.TextImageRelation = TextImageRelation.ImageAboveText;
            }
            items[node] = item;
            Show(node, item);
            return item;
        }

        private static void Show(RibbonNode node, ToolStripItem item)
        {
            item.Text = node.Label;
            item.AccessibleName = node.Label;
            item.ToolTipText = string.Join(Environment.NewLine, node.Screentip, node.Supertip).Trim();
            item.Enabled = node.Enabled;
            item.Available = node.Visible;
            (item as RibbonList)?.Show();
            item.Image = node.Image == null ? null : Fitted(node.Image, node.Large ? 32 : 16);
            var button = item as ToolStripButton;
            if (button != null)
            {
                button.Checked = node.Pressed;
            }
        }

        private static Image Fitted(Image image, int side)
        {
            return image.Width == side && image.Height == side ? image : new Bitmap(image, side, side);
        }
    }
}
