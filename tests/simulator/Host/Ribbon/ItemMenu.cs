using System;
using System.ComponentModel;
using System.Linq;
using System.Windows.Forms;

namespace Simulator.Host.Ribbon
{
    /// <summary>The context menu of what is chosen in a list: Outlook's own commands, then the add-in's.</summary>
    internal sealed class ItemMenu : ContextMenuStrip
    {
        private readonly RibbonTree tree;
        private readonly RibbonItems items;
        private readonly Func<string> which;

        /// <summary>Draws menus of one window's ribbon; which names the one that is to open, "" for none.</summary>
        public ItemMenu(RibbonTree tree, Func<string> which)
        {
            this.tree = tree;
            this.which = which;
            items = new RibbonItems(tree);
            Font = RibbonItems.Face;
        }

        /// <inheritdoc/>
        protected override void OnOpening(CancelEventArgs args)
        {
            Items.Clear();
            var id = which();
            var menu = tree.Menus.FirstOrDefault(other => other.Id == id);
            if (menu != null)
            {
                tree.Refresh(menu);
                Items.AddRange(menu.Children.Select(items.InMenu).ToArray());
            }
            args.Cancel = Items.Count == 0;
            base.OnOpening(args);
        }
    }
}
