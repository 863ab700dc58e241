using System;
using System.Runtime.InteropServices;
using Simulator.Host.Com;

namespace Simulator.Host.AddIns
{
    /// <summary>The add-in's entry in Outlook's list: what OnConnection gets as AddInInst (Office's COMAddIn).</summary>
    public sealed class ComAddIn : MarshalByRefObject
    {
        private const int OfficeCreator = 0x4F504C4B; // "OPLK"
        private readonly object application;

        internal ComAddIn(object application, string progId, Guid classId)
        {
            this.application = application;
            ProgId = progId;
            Guid = classId.ToString("B").ToUpperInvariant();
            Description = progId;
        }

        /// <summary>What the list shows.</summary>
        public string Description { get; set; }

        /// <summary>The name the add-in is registered by.</summary>
        public string ProgId { get; }

        /// <summary>Its class id in braces.</summary>
        public string Guid { get; }

        /// <summary>Whether it is loaded.</summary>
        public bool Connect { get; set; }

        /// <summary>What the add-in offers to others.</summary>
        public object Object { get; set; }

        /// <summary>Outlook.</summary>
        public object Application
        {
            get { return application; }
        }

        /// <summary>The host's four letters.</summary>
        public int Creator
        {
            get { return OfficeCreator; }
        }

        /// <summary>Outlook.</summary>
        public object Parent
        {
            get { return application; }
        }
    }
}
