using System;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Storage
{
    /// <summary>All stores, folders and items; every change is in the file when the call comes back.</summary>
    internal sealed class Mailbox : IDisposable
    {
        private readonly Journal journal;
        private readonly Dictionary<long, Record> records;
        private readonly Dictionary<string, Record> byEntryId = new Dictionary<string, Record>();
        private readonly Dictionary<long, List<Record>> byParent = new Dictionary<long, List<Record>>();
        private long lastKey;

        /// <summary>Opens the file, or makes a new one.</summary>
        public Mailbox(string path)
        {
            journal = new Journal(path);
            records = journal.Open();
            foreach (var record in records.Values.OrderBy(record => record.Key))
            {
                Index(record);
                lastKey = Math.Max(lastKey, record.Key);
            }
        }

        /// <summary>Whether nothing was ever saved.</summary>
        public bool IsNew
        {
            get { return records.Count == 0; }
        }

        /// <summary>Every record, in the order they were made.</summary>
        public IEnumerable<Record> All
        {
            get { return records.Values.OrderBy(record => record.Key); }
        }

        /// <summary>The record of a key.</summary>
        public Record this[long key]
        {
            get { return records[key]; }
        }

        /// <summary>Whether a record is still there.</summary>
        public bool Has(Record record)
        {
            Record now;
            return records.TryGetValue(record.Key, out now) && now == record;
        }

        /// <summary>The record of an EntryID or StoreID, or null.</summary>
        public Record ByEntryId(string id)
        {
            Record record;
            return byEntryId.TryGetValue(id, out record) ? record : null;
        }

        /// <summary>What lies directly in a store's root or a folder, of one kind.</summary>
        public IEnumerable<Record> In(long parent, RecordKind kind)
        {
            List<Record> children;
            return byParent.TryGetValue(Shelf(parent, kind), out children) ? children : Enumerable.Empty<Record>();
        }

        /// <summary>Keeps a new record.</summary>
        public Record Add(RecordKind kind, IReadOnlyDictionary<string, object> values)
        {
            var record = new Record(++lastKey, kind, values);
            journal.Append(RecordLine.Of(record));
            records[record.Key] = record;
            Index(record);
            return record;
        }

        /// <summary>Keeps a record's new values; answers it.</summary>
        public Record Save(Record record, IReadOnlyDictionary<string, object> values)
        {
            journal.Append(RecordLine.Of(new Record(record.Key, record.Kind, values)));
            Unindex(record);
            record.Values = values;
            Index(record);
            return record;
        }

        /// <summary>Forgets a record.</summary>
        public void Remove(Record record)
        {
            journal.Append(RecordLine.OfRemoval(record));
            Unindex(record);
            records.Remove(record.Key);
        }

        /// <summary>Closes the file.</summary>
        public void Dispose()
        {
            journal.Dispose();
        }

        private static long Shelf(long parent, RecordKind kind)
        {
            return (parent * 4) + (int)kind;
        }

        private void Index(Record record)
        {
            List<Record> children;
            var shelf = Shelf(record.Parent, record.Kind);
            if (!byParent.TryGetValue(shelf, out children))
            {
                children = byParent[shelf] = new List<Record>();
            }
            children.Add(record);
            byEntryId[record.EntryId] = record;
        }

        // From the end: what is saved again was often added last.
        private void Unindex(Record record)
        {
            var children = byParent[Shelf(record.Parent, record.Kind)];
            children.RemoveAt(children.LastIndexOf(record));
            byEntryId.Remove(record.EntryId);
        }
    }
}
