using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices.ComTypes;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The items' windows, the oldest first.</summary>
    public sealed class Inspectors : OutlookCollection<Inspector>, IConnectionPointContainer
    {
        private const string InspectorsEvents = "00063079-0000-0000-C000-000000000046";
        private const int NewInspector = 0xF001;
        private readonly ConnectionPoints events = new ConnectionPoints(InspectorsEvents);
        private readonly List<Inspector> shown = new List<Inspector>();

        internal Inspectors(Core core)
            : base(core, Kind.Inspectors, null)
        {
        }

        public override object Parent
        {
            get { return Core.Application; }
        }

        internal Inspector Active
        {
            get { return shown.LastOrDefault(); }
        }

        public Inspector Add(object Item)
        {
            Enter();
            return Of((OutlookItem)Item);
        }

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            ppCP = events.Find(riid);
        }

        internal override List<Inspector> All()
        {
            return shown;
        }

        /// <summary>The item's window, which may not be shown yet.</summary>
        internal Inspector Of(OutlookItem item)
        {
            return Shown(item) ?? new Inspector(Core, item);
        }

        /// <summary>The item's window if it is open, or null.</summary>
        internal Inspector Shown(OutlookItem item)
        {
            return shown.FirstOrDefault(window => window.Shows(item));
        }

        /// <summary>A window was opened.</summary>
        internal void Opened(Inspector window)
        {
            shown.Add(window);
            Core.Share(window.OpenItem);
            Core.Tell("NewInspector", events[InspectorsEvents].Calls(NewInspector, new object[] { window }));
        }

        /// <summary>A window is gone; what was typed and not saved is too.</summary>
        internal void Closed(Inspector window)
        {
            window.RaiseClose();
            shown.Remove(window);
            Core.Unshare(window.OpenItem);
            window.OpenItem.State.Discard();
        }

        /// <summary>A new item has its EntryID.</summary>
        internal void Saved(OutlookItem item)
        {
            if (Shown(item) != null)
            {
                Core.Share(item);
            }
        }
    }
}
