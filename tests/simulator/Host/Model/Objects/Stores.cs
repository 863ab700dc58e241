using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The mailboxes and data files of the profile; the default store is the first.</summary>
    public sealed class Stores : OutlookCollection<Store>
    {
        internal Stores(Core core)
            : base(core, Kind.Stores, core.Session)
        {
        }

        internal Store Default
        {
            get { return All()[0]; }
        }

        internal override List<Store> All()
        {
            return Core.Mailbox.In(0, RecordKind.Store).OrderBy(store => store.Key).Select(store => new Store(Core, store)).ToList();
        }

        internal override string NameOf(Store element)
        {
            return element.Record.Text(Field.Name);
        }
    }
}
