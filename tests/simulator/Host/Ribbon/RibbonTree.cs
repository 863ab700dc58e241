using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Runtime.InteropServices;
using Simulator.Host.AddIns;
using Simulator.Host.Com;

namespace Simulator.Host.Ribbon
{
    /// <summary>The ribbon of one window: Outlook's own tabs and the add-in's, with the state its callbacks gave.</summary>
    internal sealed class RibbonTree
    {
        private readonly AddIn addIn;
        private readonly RibbonDocument document;
        private readonly object context;

        /// <summary>Puts Outlook's tabs and the add-in's together; document may be null.</summary>
        public RibbonTree(RibbonDocument builtIn, RibbonDocument document, AddIn addIn, object context)
        {
            this.addIn = addIn;
            this.document = document;
            this.context = context;
            Tabs = builtIn.Tabs(true).ToList();
            Menus = builtIn.Menus(true).ToList();
            Place(document?.Tabs(false), Tabs);
            Place(document?.Menus(false), Menus);
        }

        /// <summary>A control was asked again.</summary>
        public event Action<RibbonNode> Changed;

        /// <summary>One of Outlook's own buttons was clicked.</summary>
        public event Action<string> BuiltInClicked;

        /// <summary>The tabs in order.</summary>
        public List<RibbonNode> Tabs { get; }

        /// <summary>Outlook's context menus, the add-in's parts at their ends.</summary>
        public List<RibbonNode> Menus { get; }

        /// <summary>Every control.</summary>
        public IEnumerable<RibbonNode> All
        {
            get { return Tabs.Concat(Menus).SelectMany(top => top.All); }
        }

        /// <summary>The control of an id.</summary>
        public RibbonNode Find(string id)
        {
            var found = All.FirstOrDefault(node => node.Id == id);
            if (found == null)
            {
                throw new COMException("the ribbon has no control " + id, unchecked((int)0x8004010F));
            }
            return found;
        }

        /// <summary>Asks the callbacks of the controls in tabs that a filter picks.</summary>
        public void Refresh(Func<RibbonNode, bool> picked)
        {
            Refresh(Tabs.SelectMany(tab => tab.All).Where(picked));
        }

        /// <summary>Asks the callbacks of a menu's controls, as Outlook does each time that it opens: they tell of what is chosen then.</summary>
        public void Refresh(RibbonNode menu)
        {
            Refresh(menu.All);
        }

        /// <summary>A user's click; a disabled or hidden control takes none.</summary>
        public void Click(RibbonNode node)
        {
            if (!node.Enabled || !node.Visible)
            {
                return;
            }
            if (node.BuiltIn)
            {
                BuiltInClicked?.Invoke(node.Id);
                return;
            }
            Act(node);
        }

        /// <summary>A user's choice in a list.</summary>
        public void Choose(RibbonNode node, int index)
        {
            if (node.Enabled && node.Visible && index != node.Selected)
            {
                node.Selected = index;
                addIn.Callback(node.Attribute("onAction"), node.Id, Handle(node), "", index);
            }
        }

        private void Act(RibbonNode node)
        {
            var callback = node.Attribute("onAction");
            var toggles = node.Kind == "toggleButton" || node.Kind == "checkBox";
            if (toggles)
            {
                node.Pressed = !node.Pressed;
                Changed?.Invoke(node);
            }
            if (callback != null)
            {
                addIn.Callback(callback, node.Id, toggles ? new[] { Handle(node), node.Pressed } : new[] { Handle(node) });
            }
        }

        private static void Place(IEnumerable<RibbonNode> tops, List<RibbonNode> among)
        {
            foreach (var top in tops ?? Enumerable.Empty<RibbonNode>())
            {
                var built = among.FirstOrDefault(other => other.BuiltIn && other.Id == top.Id);
                if (built == null)
                {
                    among.Add(top);
                    continue;
                }
                built.Merge(top);
            }
        }

        private void Refresh(IEnumerable<RibbonNode> nodes)
        {
            foreach (var node in nodes.Where(node => !node.BuiltIn).ToList())
            {
                Ask(node);
                Changed?.Invoke(node);
            }
        }

        private void Ask(RibbonNode node)
        {
            node.Label = Answer(node, "getLabel") as string ?? node.Label;
            node.Screentip = Answer(node, "getScreentip") as string ?? node.Screentip;
            node.Supertip = Answer(node, "getSupertip") as string ?? node.Supertip;
            node.Enabled = Answer(node, "getEnabled") as bool? ?? node.Enabled;
            node.Visible = Answer(node, "getVisible") as bool? ?? node.Visible;
            node.Pressed = Answer(node, "getPressed") as bool? ?? node.Pressed;
            AskItems(node);
            node.Image = (Answer(node, "getImage") ?? LoadedImage(node)) as Image ?? node.Image;
        }

        private void AskItems(RibbonNode node)
        {
            var count = Answer(node, "getItemCount") as int? ?? 0;
            node.Items.Clear();
            node.Items.AddRange(Enumerable.Range(0, count).Select(index => Answer(node, "getItemLabel", index) as string ?? ""));
            node.Selected = Answer(node, "getSelectedItemIndex") as int? ?? -1;
        }

        private object LoadedImage(RibbonNode node)
        {
            var name = node.Attribute("image");
            return name == null || document.LoadImage == null || node.Image != null
                ? null
                : addIn.Callback(document.LoadImage, node.Id, name);
        }

        private object Answer(RibbonNode node, string getter, params object[] more)
        {
            var callback = node.Attribute(getter);
            return callback == null ? null : addIn.Callback(callback, node.Id, new[] { Handle(node) }.Concat(more).ToArray());
        }

        // A control of a context menu stands in what is chosen, any other in its window.
        private object Handle(RibbonNode node)
        {
            var place = Menus.Any(menu => menu.All.Contains(node)) ? LateBound.Get(context, "Selection") : context;
            var control = new RibbonControl(node.Id, place, node.Attribute("tag") ?? "");
            return ComObject.Wrap(control, PublishedInterface.RibbonControl);
        }
    }
}
