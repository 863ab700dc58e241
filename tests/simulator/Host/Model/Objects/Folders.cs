using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The folders in a folder, or the roots of all stores.</summary>
    public sealed class Folders : OutlookCollection<Folder>
    {
        private readonly Record folder;
        private int at;

        internal Folders(Core core, object parent, Record folder)
            : base(core, Kind.Folders, parent)
        {
            this.folder = folder;
        }

        /// <summary>A new folder, for the same kind of items unless an OlDefaultFolders names another.</summary>
        public Folder Add(string Name, object Type = null)
        {
            Enter();
            OutlookItem.RequireWritable(folder);
            if (All().Any(each => string.Equals(NameOf(each), Name, StringComparison.OrdinalIgnoreCase)))
            {
                throw ComError.Of(ComError.Failed, "there is a folder of this name");
            }
            var type = Type == null ? folder.Of<int>(Field.ItemType) : Profile.ItemType(Convert.ToInt32(Type, CultureInfo.InvariantCulture));
            return Core.FolderOf(Profile.AddFolder(Core.Mailbox, folder, Name, 0, type));
        }

        public void Remove(int Index)
        {
            At(Index).Delete();
        }

        public Folder GetFirst()
        {
            return Step(1);
        }

        public Folder GetNext()
        {
            return Step(at + 1);
        }

        public Folder GetPrevious()
        {
            return Step(at - 1);
        }

        public Folder GetLast()
        {
            return Step(Count);
        }

        internal override List<Folder> All()
        {
            return Records().OrderBy(record => record.Key).Select(Core.FolderOf).ToList();
        }

        internal override string NameOf(Folder element)
        {
            return element.Record.Text(Field.Name);
        }

        private IEnumerable<Record> Records()
        {
            return folder == null
                ? Core.Mailbox.In(0, RecordKind.Folder)
                : Core.Mailbox.In(folder.Key, RecordKind.Folder);
        }

        private Folder Step(int to)
        {
            Enter();
            at = to;
            return All().ElementAtOrDefault(to - 1);
        }
    }
}
