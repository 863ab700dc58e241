using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace Simulator.Host.Ribbon
{
    /// <summary>An add-in's customUI XML for one kind of window; Office takes all of it or nothing.</summary>
    internal sealed class RibbonDocument
    {
        private static readonly string[] Namespaces =
        {
            "http://schemas.microsoft.com/office/2006/01/customui",
            "http://schemas.microsoft.com/office/2009/07/customui",
        };

        private readonly XElement root;

        private RibbonDocument(XElement root)
        {
            this.root = root;
        }

        /// <summary>The callback that gets the IRibbonUI, or null.</summary>
        public string OnLoad
        {
            get { return (string)root.Attribute("onLoad"); }
        }

        /// <summary>The callback that gets a picture by its name, or null.</summary>
        public string LoadImage
        {
            get { return (string)root.Attribute("loadImage"); }
        }

        /// <summary>Reads what GetCustomUI answered; FormatException where Office would show an error.</summary>
        public static RibbonDocument Parse(string xml)
        {
            XElement root;
            try
            {
                root = XElement.Parse(xml);
            }
            catch (XmlException problem)
            {
                throw new FormatException("the ribbon is no XML: " + problem.Message);
            }
            if (root.Name.LocalName != "customUI" || !Namespaces.Contains(root.Name.NamespaceName))
            {
                throw new FormatException("the ribbon's root is no customUI of a known namespace");
            }
            RequireUniqueIds(root);
            return new RibbonDocument(root);
        }

        /// <summary>The tabs, made anew for each window.</summary>
        public IEnumerable<RibbonNode> Tabs(bool builtIn)
        {
            return root.Descendants(root.Name.Namespace + "tab").Select(tab => new RibbonNode(tab, builtIn));
        }

        /// <summary>The context menus, made anew for each window.</summary>
        public IEnumerable<RibbonNode> Menus(bool builtIn)
        {
            return root.Descendants(root.Name.Namespace + "contextMenu").Select(menu => new RibbonNode(menu, builtIn));
        }

        private static void RequireUniqueIds(XElement root)
        {
            var twice = root.Descendants().Select(element => (string)element.Attribute("id"))
                .Where(id => id != null).GroupBy(id => id).FirstOrDefault(group => group.Count() > 1);
            if (twice != null)
            {
                throw new FormatException("the ribbon has two controls named " + twice.Key);
            }
        }
    }
}
