using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>A saved record's values.</summary>
    internal sealed class RecordBag : IPropertyBag
    {
        private readonly Record record;

        /// <summary>A record and the folder it is in, or itself if it is a folder.</summary>
        public RecordBag(Record record, Record folder)
        {
            this.record = record;
            Folder = folder;
        }

        /// <inheritdoc />
        public Record Folder { get; }

        /// <inheritdoc />
        public object Get(string field)
        {
            object value;
            return record.Values.TryGetValue(field, out value) ? value : null;
        }
    }
}
