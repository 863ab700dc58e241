using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Attached;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The files and items attached to an item.</summary>
    public sealed class Attachments : OutlookCollection<Attachment>
    {
        private const int ByValue = 1;      // olByValue
        private const int EmbeddedItem = 5; // olEmbeddeditem
        private readonly ItemState state;
        private readonly AttachedFiles files;

        internal Attachments(Core core, object parent, ItemState state)
            : base(core, Kind.Attachments, parent)
        {
            this.state = state;
            files = new AttachedFiles(state);
        }

        /// <summary>Takes a file by its path, or an item.</summary>
        public Attachment Add(object Source, object Type = null, object Position = null, object DisplayName = null)
        {
            Enter();
            var item = Source as OutlookItem;
            return item == null
                ? Add(Read((string)Source), ByValue, Position, Path.GetFileName((string)Source), DisplayName)
                : Add(Content(item), EmbeddedItem, Position, item.Subject + ".msg", DisplayName);
        }

        public void Remove(int Index)
        {
            At(Index).Delete();
        }

        internal override List<Attachment> All()
        {
            return files.All.Select(each => new Attachment(Core, this, state, each.Key)).ToList();
        }

        internal override string NameOf(Attachment element)
        {
            return element.DisplayName;
        }

        private static byte[] Read(string path)
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : throw ComError.Of(ComError.NotFound, "cannot find this file: " + path);
        }

        // Not the format of .msg files, which only Outlook itself opens.
        private static byte[] Content(OutlookItem item)
        {
            return System.Text.Encoding.UTF8.GetBytes(RecordLine.Of(new Record(0, RecordKind.Item, item.State.Values)));
        }

        private Attachment Add(byte[] content, int type, object position, string fileName, object displayName)
        {
            var place = position == null ? 0 : System.Convert.ToInt32(position, CultureInfo.InvariantCulture);
            var added = files.Add(content, type, place, fileName, displayName as string ?? fileName);
            return new Attachment(Core, this, state, added.Key);
        }
    }
}
