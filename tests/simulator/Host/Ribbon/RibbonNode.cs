using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Xml.Linq;

namespace Simulator.Host.Ribbon
{
    /// <summary>One control of a ribbon in one window: what its XML says and what its callbacks last answered.</summary>
    internal sealed class RibbonNode
    {
        private readonly XElement element;

        /// <summary>Reads an element and all below it.</summary>
        public RibbonNode(XElement element, bool builtIn)
        {
            this.element = element;
            BuiltIn = builtIn;
            Children = element.Elements().Select(child => new RibbonNode(child, builtIn)).ToList();
            Label = Attribute("label") ?? "";
            Screentip = Attribute("screentip") ?? "";
            Supertip = Attribute("supertip") ?? "";
            Enabled = Attribute("enabled") != "false";
            Visible = Attribute("visible") != "false";
        }

        /// <summary>Outlook's own, not the add-in's.</summary>
        public bool BuiltIn { get; }

        /// <summary>The element's name: button, menu, group...</summary>
        public string Kind
        {
            get { return element.Name.LocalName; }
        }

        /// <summary>Its id, of whichever of the three kinds.</summary>
        public string Id
        {
            get { return Attribute("id") ?? Attribute("idMso") ?? Attribute("idQ") ?? ""; }
        }

        /// <summary>Drawn large: 32 pixels and two rows.</summary>
        public bool Large
        {
            get { return Attribute("size") == "large"; }
        }

        /// <summary>What stands inside.</summary>
        public List<RibbonNode> Children { get; }

        /// <summary>Its words.</summary>
        public string Label { get; set; }

        /// <summary>The tip's head.</summary>
        public string Screentip { get; set; }

        /// <summary>The tip's text.</summary>
        public string Supertip { get; set; }

        /// <summary>Whether it can be clicked.</summary>
        public bool Enabled { get; set; }

        /// <summary>Whether it is drawn.</summary>
        public bool Visible { get; set; }

        /// <summary>Of toggles and check boxes.</summary>
        public bool Pressed { get; set; }

        /// <summary>Of a list: what it offers.</summary>
        public List<string> Items { get; } = new List<string>();

        /// <summary>Of a list: which of them is chosen; -1 for none.</summary>
        public int Selected { get; set; } = -1;

        /// <summary>Its picture, or null.</summary>
        public Image Image { get; set; }

        /// <summary>Whether Office shows a picture of its own for it (imageMso).</summary>
        public bool HasOfficeImage
        {
            get { return Attribute("imageMso") != null; }
        }

        /// <summary>Itself and all below.</summary>
        public IEnumerable<RibbonNode> All
        {
            get { return new[] { this }.Concat(Children.SelectMany(child => child.All)); }
        }

        /// <summary>An attribute's text, or null.</summary>
        public string Attribute(string name)
        {
            return (string)element.Attribute(name);
        }

        /// <summary>Takes in what another tab or menu of the same name holds.</summary>
        public void Merge(RibbonNode other)
        {
            Children.AddRange(other.Children);
        }
    }
}
