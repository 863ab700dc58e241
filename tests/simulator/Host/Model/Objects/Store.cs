using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A mailbox or data file.</summary>
    public sealed class Store : OutlookObject
    {
        private const int NotExchange = 3; // olNotExchange

        internal Store(Core core, Record record)
            : base(core, Kind.Store, core.Session)
        {
            Record = record;
        }

        public string StoreID
        {
            get
            {
                Enter();
                return Record.EntryId;
            }
        }

        public string DisplayName
        {
            get
            {
                Enter();
                return Record.Text(Field.Name);
            }
        }

        public int ExchangeStoreType
        {
            get
            {
                Enter();
                return Record.Of<int>(Field.StoreType);
            }
        }

        public string FilePath
        {
            get { return IsDataFileStore ? "C:\\Mail\\" + DisplayName + ".pst" : ""; }
        }

        public bool IsDataFileStore
        {
            get { return ExchangeStoreType == NotExchange; }
        }

        public bool IsCachedExchange
        {
            get { return !IsDataFileStore; }
        }

        public bool IsOpen
        {
            get { return true; }
        }

        public PropertyAccessor PropertyAccessor
        {
            get
            {
                Enter();
                var root = GetRootFolder().Record;
                return new PropertyAccessor(Core, this, new RecordBag(Record, root), Folder.Refuse);
            }
        }

        public Categories Categories
        {
            get
            {
                Enter();
                return new Categories(Core, this, Record);
            }
        }

        internal Record Record { get; }

        public Folder GetRootFolder()
        {
            return DefaultFolder(Role.Root);
        }

        public Folder GetDefaultFolder(int FolderType)
        {
            return DefaultFolder(FolderType);
        }

        internal Folder DefaultFolder(int role)
        {
            Enter();
            var folder = Core.Default(Record, role);
            return folder == null ? throw ComError.Of(ComError.NotFound, "the store has no such folder") : Core.FolderOf(folder);
        }
    }
}
