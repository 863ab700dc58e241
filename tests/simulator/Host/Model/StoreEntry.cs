using System.Collections.Generic;

namespace Simulator.Host.Model
{
    /// <summary>A store or folder as the folder list shows it.</summary>
    internal sealed class StoreEntry
    {
        /// <summary>What the list says.</summary>
        public string Name { get; set; }

        /// <summary>The folder's EntryID.</summary>
        public string EntryId { get; set; }

        /// <summary>What stands below it.</summary>
        public List<StoreEntry> Folders { get; } = new List<StoreEntry>();
    }
}
