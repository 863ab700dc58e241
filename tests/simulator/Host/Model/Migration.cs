using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>The move of all mailboxes to another server.</summary>
    internal static class Migration
    {
        /// <summary>Gives every store, folder and item another id and leaves the rest as it is.</summary>
        public static void Run(Mailbox mailbox)
        {
            foreach (var record in mailbox.All.ToList())
            {
                var values = record.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
                values[Field.EntryId] = record.Kind == RecordKind.Store ? Core.NewStoreId() : Core.NewEntryId(mailbox[record.Store]);
                mailbox.Save(record, values);
            }
        }
    }
}
