using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>One opened item: what was saved when it was opened, and what was set since.</summary>
    internal sealed class ItemState : IPropertyBag
    {
        private readonly Dictionary<string, object> changes = new Dictionary<string, object>();
        private readonly Func<Record, IReadOnlyDictionary<string, object>> view = record => record.Values;
        private IReadOnlyDictionary<string, object> opened;
        private IReadOnlyDictionary<string, object> saved;

        /// <summary>A saved item, as it is now.</summary>
        public ItemState(Record record, Record folder)
        {
            Record = record;
            Folder = folder;
            Discard();
        }

        /// <summary>What a saved record shows of itself, as one occurrence does of a series.</summary>
        public ItemState(Record record, Record folder, Func<Record, IReadOnlyDictionary<string, object>> view)
        {
            Record = record;
            Folder = folder;
            this.view = view;
            Discard();
        }

        /// <summary>A new item that begins with these values.</summary>
        public ItemState(Record folder, IReadOnlyDictionary<string, object> values)
        {
            Folder = folder;
            saved = values;
        }

        /// <summary>Its record; null before the first save.</summary>
        public Record Record { get; private set; }

        /// <summary>The folder it is in, or will be.</summary>
        public Record Folder { get; private set; }

        /// <summary>Whether something was set since the last save.</summary>
        public bool IsChanged
        {
            get { return changes.Count > 0; }
        }

        /// <summary>Whether somebody else saved it since it was opened.</summary>
        public bool IsStale
        {
            get { return Record != null && !ReferenceEquals(opened, Record.Values); }
        }

        /// <summary>All values as they are now.</summary>
        public Dictionary<string, object> Values
        {
            get
            {
                var all = saved.ToDictionary(pair => pair.Key, pair => pair.Value);
                foreach (var change in changes)
                {
                    all[change.Key] = change.Value;
                }
                return all;
            }
        }

        /// <inheritdoc />
        public object Get(string field)
        {
            object value;
            return changes.TryGetValue(field, out value) || saved.TryGetValue(field, out value) ? value : null;
        }

        /// <summary>A value, or the type's default.</summary>
        public T Of<T>(string field)
        {
            var value = Get(field);
            return value is T ? (T)value : default(T);
        }

        /// <summary>Sets a value; null takes it away.</summary>
        public void Put(string field, object value)
        {
            changes[field] = value;
        }

        /// <summary>Forgets what was set and shows what is saved now.</summary>
        public void Discard()
        {
            changes.Clear();
            opened = Record?.Values;
            saved = Record == null ? saved : view(Record);
        }

        /// <summary>It is saved, in this record and folder.</summary>
        public void Saved(Record record, Record folder)
        {
            Record = record;
            Folder = folder;
            Discard();
        }
    }
}
