using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>Tells tests what is saved, past all habits: times on the user's clock as ISO text.</summary>
    internal sealed class ItemReport
    {
        private const string Named = "mapi/string/";
        private readonly Core core;

        /// <summary>Reports of this mailbox.</summary>
        public ItemReport(Core core)
        {
            this.core = core;
        }

        /// <summary>A folder: id, name, path, store.</summary>
        public object OfFolder(Record folder)
        {
            var path = core.AsUser(() => core.FolderOf(folder).FolderPath);
            return new { id = folder.EntryId, name = folder.Text(Field.Name), path, store = core.Mailbox[folder.Store].EntryId };
        }

        /// <summary>An item: its properties by Outlook's names, and under "named" those that add-ins and users made, by name alone.</summary>
        public Dictionary<string, object> OfItem(Record item)
        {
            var told = item.Values.Where(pair => char.IsUpper(pair.Key[0])).ToDictionary(pair => pair.Key, pair => Value(pair.Value));
            told["Folder"] = core.Mailbox[item.Parent].Text(Field.Name);
            told["named"] = item.Values.Where(pair => pair.Key.StartsWith(Named, StringComparison.Ordinal) && pair.Value != null)
                .GroupBy(pair => pair.Key.Substring(pair.Key.LastIndexOf('/') + 1)).ToDictionary(group => group.Key, group => Value(group.First().Value));
            return told;
        }

        private object Value(object value)
        {
            if (value is DateTime)
            {
                return core.Zones.FromUtc((DateTime)value, core.Zones.Current).ToString("s");
            }
            return value is string[] ? Keywords.Joined((string[])value) : value;
        }
    }
}
