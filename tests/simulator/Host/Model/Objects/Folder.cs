using System;
using System.Linq;
using System.Runtime.InteropServices.ComTypes;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A folder.</summary>
    public sealed class Folder : OutlookObject, IConnectionPointContainer
    {
        internal Folder(Core core, Record record)
            : base(core, Kind.Folder, null)
        {
            Record = record;
        }

        public override object Parent
        {
            get
            {
                Enter();
                return Record.Parent == 0 ? (object)Core.Session : Core.FolderOf(Core.Mailbox[Record.Parent]);
            }
        }

        public string EntryID
        {
            get
            {
                Enter();
                return Record.EntryId;
            }
        }

        public string StoreID
        {
            get
            {
                Enter();
                return Core.Mailbox[Record.Store].EntryId;
            }
        }

        public Store Store
        {
            get
            {
                Enter();
                return new Store(Core, Core.Mailbox[Record.Store]);
            }
        }

        public string Name
        {
            get
            {
                Enter();
                return Record.Text(Field.Name);
            }

            set
            {
                Enter();
                OutlookItem.RequireWritable(Record);
                Keep(Field.Name, value);
            }
        }

        /// <summary>Two backslashes, the store's name, and each folder's after a backslash.</summary>
        public string FolderPath
        {
            get
            {
                Enter();
                return Record.Parent == 0
                    ? "\\\\" + Record.Text(Field.Name)
                    : Core.FolderOf(Core.Mailbox[Record.Parent]).FolderPath + "\\" + Record.Text(Field.Name);
            }
        }

        public string FullFolderPath
        {
            get { return FolderPath; }
        }

        public int DefaultItemType
        {
            get
            {
                Enter();
                return Record.Of<int>(Field.ItemType);
            }
        }

        public string DefaultMessageClass
        {
            get { return ItemClass.MessageClassOf(DefaultItemType); }
        }

        public bool IsSharePointFolder
        {
            get { return false; }
        }

        public Folders Folders
        {
            get
            {
                Enter();
                return new Folders(Core, this, Record);
            }
        }

        /// <summary>Another collection each time: who listens to one must hold it.</summary>
        public Items Items
        {
            get
            {
                Enter();
                return new Items(Core, this);
            }
        }

        public PropertyAccessor PropertyAccessor
        {
            get
            {
                Enter();
                return new PropertyAccessor(Core, this, new RecordBag(Record, Record), Refuse);
            }
        }

        internal Record Record { get; }

        internal ConnectionPoints Events { get; } = new ConnectionPoints(FolderEvents.MapiFolderEvents);

        public Table GetTable(object Filter = null, object TableContents = null)
        {
            Enter();
            return new Table(Core, this, Filter as string ?? "");
        }

        /// <summary>To Deleted Items, with all that is in it.</summary>
        public void Delete()
        {
            Enter();
            MoveTo(new Store(Core, Core.Mailbox[Record.Store]).DefaultFolder(Role.DeletedItems));
        }

        public void MoveTo(Folder DestinationFolder)
        {
            Enter();
            OutlookItem.RequireWritable(Record);
            OutlookItem.RequireWritable(DestinationFolder.Record);
            if (Record.Of<int>(Field.Role) != 0 || DestinationFolder.Record.Store != Record.Store)
            {
                throw ComError.Of(ComError.Denied, "this folder cannot be moved there");
            }
            Keep(Field.Parent, (int)DestinationFolder.Record.Key);
        }

        public void Display()
        {
            Enter();
            Core.Application.Explorers.Active.SelectFolder(this);
        }

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            Core.Events.Register(this);
            ppCP = Events.Find(riid);
        }

        internal static void Refuse(string field, object value)
        {
            throw ComError.Of(ComError.Denied, field + " can only be read");
        }

        private void Keep(string field, object value)
        {
            var values = Record.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
            values[field] = value;
            Core.Mailbox.Save(Record, values);
            Core.NoteChange();
        }
    }
}
