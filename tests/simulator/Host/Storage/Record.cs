using System.Collections.Generic;

namespace Simulator.Host.Storage
{
    /// <summary>One store, folder or item as it was last saved.</summary>
    internal sealed class Record
    {
        /// <summary>Makes a record that no mailbox has yet.</summary>
        public Record(long key, RecordKind kind, IReadOnlyDictionary<string, object> values)
        {
            Key = key;
            Kind = kind;
            Values = values;
        }

        /// <summary>What never changes, unlike an EntryID.</summary>
        public long Key { get; }

        /// <summary>What it stands for.</summary>
        public RecordKind Kind { get; }

        /// <summary>
        /// The values by name: string, bool, int, double, DateTime (UTC), byte[] or string[].
        /// The table is replaced by a save, never changed: who holds it has a snapshot.
        /// </summary>
        public IReadOnlyDictionary<string, object> Values { get; set; }

        /// <summary>Its EntryID, a store's StoreID.</summary>
        public string EntryId
        {
            get { return Text(Field.EntryId); }
        }

        /// <summary>The key of what it lies in: an item's folder, a folder's folder or 0, a store's 0.</summary>
        public long Parent
        {
            get { return Of<int>(Field.Parent); }
        }

        /// <summary>The key of the store it lies in.</summary>
        public long Store
        {
            get { return Of<int>(Field.Store); }
        }

        /// <summary>A string, "" when there is none.</summary>
        public string Text(string name)
        {
            return Of<string>(name) ?? "";
        }

        /// <summary>A value, or the type's default when there is none.</summary>
        public T Of<T>(string name)
        {
            object value;
            return Values.TryGetValue(name, out value) && value is T ? (T)value : default(T);
        }
    }
}
