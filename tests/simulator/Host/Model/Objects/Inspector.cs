using System;
using System.Runtime.InteropServices.ComTypes;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The window of one item.</summary>
    public sealed class Inspector : OutlookObject, IConnectionPointContainer
    {
        private const string InspectorEvents = "0006302A-0000-0000-C000-000000000046"; // InspectorEvents_10
        private const int ActivateEvent = 0xF001;
        private const int CloseEvent = 0xF008;
        private readonly ConnectionPoints events = new ConnectionPoints(InspectorEvents);

        internal Inspector(Core core, OutlookItem item)
            : base(core, Kind.Inspector, core.Application)
        {
            OpenItem = item;
        }

        public object CurrentItem
        {
            get
            {
                Enter();
                return OpenItem;
            }
        }

        public string Caption
        {
            get { return OpenItem.Subject == "" ? "Untitled" : OpenItem.Subject; }
        }

        internal OutlookItem OpenItem { get; }

        public void Activate()
        {
            Display();
        }

        public void Display(object Modal = null)
        {
            Enter();
            Show();
        }

        public void Close(int SaveMode)
        {
            OpenItem.Close(SaveMode);
        }

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            ppCP = events.Find(riid);
        }

        internal void RaiseActivate()
        {
            Core.Tell("Activate", events[InspectorEvents].Calls(ActivateEvent, new object[0]));
        }

        internal void RaiseClose()
        {
            Core.Tell("Close", events[InspectorEvents].Calls(CloseEvent, new object[0]));
        }

        internal bool Shows(OutlookItem item)
        {
            return OpenItem == item || (item.Record != null && OpenItem.Record == item.Record);
        }

        internal void Show()
        {
            if (Core.Application.Inspectors.Shown(OpenItem) == null)
            {
                Core.Application.Inspectors.Opened(this);
            }
            Core.Desktop.ShowInspector(this, OpenItem);
        }

        internal void Hide()
        {
            Core.Desktop.CloseInspector(this);
        }
    }
}
