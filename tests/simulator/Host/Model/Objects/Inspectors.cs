using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The items' windows, the oldest first.</summary>
    public sealed class Inspectors : OutlookCollection<Inspector>
    {
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
        }

        /// <summary>A window is gone; what was typed and not saved is too.</summary>
        internal void Closed(Inspector window)
        {
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
