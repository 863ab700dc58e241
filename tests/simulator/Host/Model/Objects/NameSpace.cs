using System.Collections.Generic;
using Simulator.Host.Com;
using Simulator.Host.Model.People;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The MAPI session.</summary>
    public sealed class NameSpace : OutlookObject
    {
        internal NameSpace(Core core)
            : base(core, Kind.NameSpace, null)
        {
        }

        public override object Parent
        {
            get { return Core.Application; }
        }

        public string Type
        {
            get { return "MAPI"; }
        }

        public string CurrentProfileName
        {
            get { return "Outlook"; }
        }

        public bool Offline
        {
            get { return Core.Habits.Offline; }
        }

        public Stores Stores
        {
            get
            {
                Enter();
                return new Stores(Core);
            }
        }

        public Accounts Accounts
        {
            get
            {
                Enter();
                return new Accounts(Core);
            }
        }

        /// <summary>The root of each store.</summary>
        public Folders Folders
        {
            get
            {
                Enter();
                return new Folders(Core, this, null);
            }
        }

        public Store DefaultStore
        {
            get
            {
                Enter();
                return new Stores(Core).Default;
            }
        }

        /// <summary>Of the default store.</summary>
        public Categories Categories
        {
            get { return DefaultStore.Categories; }
        }

        public Recipient CurrentUser
        {
            get
            {
                var user = CreateRecipient(new AddressBook(Core).User.SmtpAddress);
                user.Resolve();
                return user;
            }
        }

        /// <summary>A recipient of no item, to be resolved.</summary>
        public Recipient CreateRecipient(string RecipientName)
        {
            Enter();
            var nowhere = new ItemState(DefaultStore.GetRootFolder().Record, new Dictionary<string, object>());
            return new Recipients(Core, this, nowhere).Add(RecipientName);
        }

        public Folder GetDefaultFolder(int FolderType)
        {
            Enter();
            return new Stores(Core).Default.DefaultFolder(FolderType);
        }

        public Store GetStoreFromID(string ID)
        {
            Enter();
            return new Store(Core, Find(ID, RecordKind.Store));
        }

        public Folder GetFolderFromID(string EntryIDFolder, object EntryIDStore = null)
        {
            Enter();
            return Core.FolderOf(FindIn(EntryIDFolder, EntryIDStore, RecordKind.Folder));
        }

        public object GetItemFromID(string EntryIDItem, object EntryIDStore = null)
        {
            Enter();
            Core.Pump();
            var item = FindIn(ShortIds.Long(EntryIDItem), EntryIDStore, RecordKind.Item);
            if (Core.Habits.Unreadable.Contains(item.EntryId))
            {
                throw ComError.Of(ComError.Failed, "the item cannot be opened");
            }
            return Core.ItemOf(item);
        }

        public bool CompareEntryIDs(string FirstEntryID, string SecondEntryID)
        {
            Enter();
            return ShortIds.Long(FirstEntryID) == ShortIds.Long(SecondEntryID);
        }

        private Record FindIn(string id, object store, RecordKind kind)
        {
            var found = Find(id, kind);
            var named = store as string;
            if (named != null && Core.Mailbox[found.Store] != Find(named, RecordKind.Store))
            {
                throw ComError.Of(ComError.NotFound, "the store has nothing by this id");
            }
            return found;
        }

        private Record Find(string id, RecordKind kind)
        {
            if (string.IsNullOrEmpty(id) || id.Length % 2 != 0)
            {
                throw ComError.Of(ComError.InvalidEntryId, "this is no entry id");
            }
            var found = Core.Mailbox.ByEntryId(id);
            return found != null && found.Kind == kind
                ? found
                : throw ComError.Of(ComError.NotFound, "the attempted operation failed: an object could not be found");
        }
    }
}
