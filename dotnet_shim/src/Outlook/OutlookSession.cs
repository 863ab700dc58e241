using System;
using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Outlook's Application and NameSpace, and what is asked of them everywhere. Outlook's thread only.</summary>
    public sealed class OutlookSession
    {
        private const int DeletedItemsFolder = 3; // olFolderDeletedItems

        private readonly object application;
        private readonly Dictionary<string, string> mailboxes = new Dictionary<string, string>();
        private object nameSpace;

        /// <summary>Keeps the Application that Outlook handed to OnConnection: only that one is trusted.</summary>
        public OutlookSession(object application)
        {
            this.application = application;
        }

        /// <summary>The NameSpace, kept until the process ends.</summary>
        public dynamic Session
        {
            get
            {
                dynamic outlook = application;
                return nameSpace ?? (nameSpace = outlook.Session);
            }
        }

        /// <summary>The time zones that Outlook knows.</summary>
        public Held TimeZones()
        {
            dynamic outlook = application;
            return new Held(outlook.TimeZones);
        }

        /// <summary>A wall clock time of one zone on the clock of another, by their Windows names; "" is the user's.</summary>
        public DateTime Converted(DateTime time, string from, string to)
        {
            using (Held all = TimeZones())
            using (Held source = Zone(all.It, from))
            using (Held destination = Zone(all.It, to))
            {
                dynamic zones = all.It;
                return zones.ConvertTime(time, source.It, destination.It);
            }
        }

        /// <summary>An item by its ids.</summary>
        public Held Item(string store, string id)
        {
            dynamic session = Session;
            return new Held(session.GetItemFromID(id, store));
        }

        /// <summary>A folder by its ids.</summary>
        public Held Folder(string store, string id)
        {
            dynamic session = Session;
            return new Held(session.GetFolderFromID(id, store));
        }

        /// <summary>The store's Deleted Items; It is null when the store has none.</summary>
        public Held DeletedItems(string store)
        {
            dynamic session = Session;
            using (Held held = new Held(session.GetStoreFromID(store)))
            {
                dynamic found = held.It;
                return new Held(found.GetDefaultFolder(DeletedItemsFolder));
            }
        }

        /// <summary>The ids of the profile's stores.</summary>
        public List<string> Stores()
        {
            var ids = new List<string>();
            dynamic session = Session;
            using (Held all = new Held(session.Stores))
            {
                dynamic stores = all.It;
                int count = stores.Count;
                for (int at = 1; at <= count; at++)
                    using (Held held = new Held(stores.Item(at)))
                    {
                        dynamic store = held.It;
                        ids.Add(store.StoreID);
                    }
            }
            return ids;
        }

        /// <summary>The mail accounts of the profile.</summary>
        public List<AccountRecord> Accounts()
        {
            var records = new List<AccountRecord>();
            dynamic session = Session;
            using (Held all = new Held(session.Accounts))
            {
                dynamic accounts = all.It;
                int count = accounts.Count;
                for (int at = 1; at <= count; at++)
                    using (Held held = new Held(accounts.Item(at))) records.Add(Account(held.It));
            }
            return records;
        }

        /// <summary>
        /// The address that stamps in this store belong to: that of the account whose mail arrives
        /// there; for any other store (a data file, another's mailbox) that of the first account.
        /// </summary>
        public string Mailbox(string store)
        {
            if (mailboxes.TryGetValue(store, out string known)) return known;
            List<AccountRecord> accounts = Accounts();
            AccountRecord owner = accounts.Find(account => account.Store == store);
            if (owner == null && accounts.Count > 0) owner = accounts[0];
            return mailboxes[store] = owner == null ? "" : owner.Address;
        }

        /// <summary>Whether the item is open in a window with changes that were not saved.</summary>
        public bool IsBeingEdited(string id)
        {
            dynamic outlook = application;
            using (Held all = new Held(outlook.Inspectors))
            {
                dynamic inspectors = all.It;
                int count = inspectors.Count;
                for (int at = 1; at <= count; at++)
                    using (Held held = new Held(inspectors.Item(at)))
                        if (ShowsUnsaved(held.It, id)) return true;
            }
            return false;
        }

        private static Held Zone(dynamic zones, string name) =>
            new Held(name == "" ? zones.CurrentTimeZone : zones.Item(name));

        private static bool ShowsUnsaved(dynamic inspector, string id)
        {
            using (Held held = new Held(inspector.CurrentItem))
            {
                dynamic item = held.It;
                if (item == null) return false;
                string shown = item.EntryID;
                if (shown != id) return false;
                bool saved = item.Saved;
                return !saved;
            }
        }

        private static AccountRecord Account(dynamic account)
        {
            var record = new AccountRecord { Name = account.DisplayName, Address = account.SmtpAddress, Store = "" };
            using (Held held = new Held(account.DeliveryStore))
            {
                dynamic store = held.It; // null for an account that delivers nowhere yet
                if (store != null) record.Store = store.StoreID;
            }
            return record;
        }
    }
}
