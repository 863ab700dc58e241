using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The mail accounts of the profile: one for each store that mail is delivered to.</summary>
    public sealed class Accounts : OutlookCollection<Account>
    {
        internal Accounts(Core core)
            : base(core, Kind.Accounts, core.Session)
        {
        }

        internal override List<Account> All()
        {
            return Core.Mailbox.In(0, RecordKind.Store).Where(store => store.Text(Field.Address) != "").OrderBy(store => store.Key)
                .Select(store => new Account(Core, store)).ToList();
        }

        internal override string NameOf(Account element)
        {
            return element.DisplayName;
        }
    }
}
