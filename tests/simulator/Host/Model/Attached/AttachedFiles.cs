using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Simulator.Host.Model.Attached
{
    /// <summary>The attachments of an item that is open.</summary>
    internal sealed class AttachedFiles
    {
        private const string ListField = "attachments";
        private const string Content = "37010102"; // PidTagAttachDataBinary
        private readonly ItemState state;

        /// <summary>Of this item.</summary>
        public AttachedFiles(ItemState state)
        {
            this.state = state;
        }

        /// <summary>All, in their order.</summary>
        public List<AttachedFile> All
        {
            get { return (state.Of<string[]>(ListField) ?? new string[0]).Select(AttachedFile.Parse).ToList(); }
        }

        /// <summary>Adds one; answers it.</summary>
        public AttachedFile Add(byte[] content, int type, int position, string fileName, string displayName)
        {
            var all = All;
            var key = all.Select(each => each.Key).DefaultIfEmpty().Max() + 1;
            var added = new AttachedFile(key, type, position, content.Length, fileName, displayName);
            all.Add(added);
            Put(all);
            state.Put(FieldOf(key, Content), content);
            return added;
        }

        /// <summary>The bytes.</summary>
        public byte[] ContentOf(int key)
        {
            return state.Of<byte[]>(FieldOf(key, Content));
        }

        /// <summary>Puts another line in the place of the one with its key.</summary>
        public void Replace(AttachedFile line)
        {
            Put(All.Select(each => each.Key == line.Key ? line : each));
        }

        /// <summary>Takes one away, with all that was kept for it.</summary>
        public void Remove(int key)
        {
            Put(All.Where(each => each.Key != key));
            var prefix = FieldOf(key, "");
            foreach (var field in state.Values.Keys.Where(field => field.StartsWith(prefix, System.StringComparison.Ordinal)))
            {
                state.Put(field, null);
            }
        }

        /// <summary>The item's field for something of an attachment's.</summary>
        public static string FieldOf(int key, string what)
        {
            return "attachment " + key.ToString(CultureInfo.InvariantCulture) + " " + what;
        }

        private void Put(IEnumerable<AttachedFile> lines)
        {
            state.Put(ListField, lines.Select(line => line.ToString()).ToArray());
        }
    }
}
