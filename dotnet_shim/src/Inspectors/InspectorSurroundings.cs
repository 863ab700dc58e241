using System;
using System.Collections.Generic;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;

namespace OutlookCrm.Inspectors
{
    /// <summary>What items' windows stand on.</summary>
    public sealed class InspectorSurroundings
    {
        /// <summary>Outlook's thread.</summary>
        public IOutlookThread Thread;

        /// <summary>Posts a command whose arguments are made when it is taken.</summary>
        public Action<string, Func<string>> Post;

        /// <summary>Asks the ribbon's callbacks of these controls again.</summary>
        public Action<IEnumerable<string>> Invalidate;

        /// <summary>What makes panes, or null.</summary>
        public Func<ICTPFactory> PaneFactory;

        /// <summary>Runs an entry point; nothing it throws gets out.</summary>
        public Action<string, Action> Guard;
    }
}
