using System;

namespace Simulator.Host.AddIns
{
    /// <summary>One ribbon control as a callback gets it (Office's IRibbonControl).</summary>
    public sealed class RibbonControl : MarshalByRefObject
    {
        internal RibbonControl(string id, object context, string tag)
        {
            Id = id;
            Context = context;
            Tag = tag;
        }

        /// <summary>The id in the customUI XML.</summary>
        public string Id { get; }

        /// <summary>The window the control stands in: an Explorer or an Inspector.</summary>
        public object Context { get; }

        /// <summary>The tag in the customUI XML.</summary>
        public string Tag { get; }
    }
}
