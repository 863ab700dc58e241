using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;
using Simulator.Host.AddIns;
using Simulator.Host.Com;

namespace Simulator.Host.Ribbon
{
    /// <summary>
    /// The add-in's ribbon for one kind of window: Outlook asks for its XML once a session and
    /// hands out one IRibbonUI, which reaches every window of the kind.
    /// </summary>
    internal sealed class RibbonSource
    {
        private readonly AddIn addIn;
        private readonly Control poster;
        private readonly List<RibbonTree> trees = new List<RibbonTree>();
        private readonly HashSet<string> invalid = new HashSet<string>();
        private bool everything;
        private bool posted;

        /// <summary>Asks the add-in (null: none is loaded) for its XML and tells it of the IRibbonUI.</summary>
        public RibbonSource(AddIn addIn, string ribbonId, Control poster)
        {
            this.addIn = addIn;
            this.poster = poster;
            var xml = addIn?.CustomUI(ribbonId);
            if (!string.IsNullOrEmpty(xml))
            {
                Load(xml);
            }
        }

        /// <summary>Why Office would show none of it, or null.</summary>
        public string Fault { get; private set; }

        private RibbonDocument Document { get; set; }

        /// <summary>The ribbon of one window; asks every callback.</summary>
        public RibbonTree Open(RibbonDocument builtIn, object context)
        {
            var tree = new RibbonTree(builtIn, Document, addIn, context);
            trees.Add(tree);
            tree.Refresh(node => true);
            return tree;
        }

        /// <summary>Forgets a closed window's ribbon.</summary>
        public void Close(RibbonTree tree)
        {
            trees.Remove(tree);
        }

        private void Load(string xml)
        {
            try
            {
                Document = RibbonDocument.Parse(xml);
            }
            catch (FormatException problem)
            {
                Fault = problem.Message;
                return;
            }
            if (Document.OnLoad != null)
            {
                var handle = ComObject.Wrap(new RibbonUI(Invalidate), PublishedInterface.RibbonUI);
                addIn.Callback(Document.OnLoad, "", handle);
            }
        }

        // Office asks again from its own loop, once for many calls, never inside Invalidate.
        private void Invalidate(string id)
        {
            everything |= id == null;
            invalid.Add(id ?? "");
            if (!posted)
            {
                posted = true;
                poster.BeginInvoke(new Action(AskAgain));
            }
        }

        private void AskAgain()
        {
            var ids = new HashSet<string>(invalid);
            var all = everything;
            invalid.Clear();
            everything = posted = false;
            foreach (var tree in trees.ToList())
            {
                tree.Refresh(node => all || ids.Contains(node.Id));
            }
        }
    }
}
