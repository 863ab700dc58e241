using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Walks every store for folders of appointments, contacts and tasks, one store or folder a step.</summary>
    public sealed class CalendarsWork : ISliced<CalendarsAnswer>
    {
        private const int CalendarFolder = 9;  // olFolderCalendar
        private const int ContactsFolder = 10; // olFolderContacts
        private const int TasksFolder = 13;    // olFolderTasks
        private const int DeletedItemsFolder = 3; // olFolderDeletedItems
        private const int AppointmentItem = 1; // olAppointmentItem
        private const int ContactItem = 2;     // olContactItem
        private const int TaskItem = 3;        // olTaskItem
        private const int NotExchange = 3;     // olNotExchange

        private readonly OutlookSession outlook;
        private readonly List<CalendarRecord> calendars = new List<CalendarRecord>();
        private readonly List<CalendarRecord> contacts = new List<CalendarRecord>();
        private readonly List<CalendarRecord> tasks = new List<CalendarRecord>();
        private readonly Queue<StoreFacts> folders = new Queue<StoreFacts>();
        private List<AccountRecord> accounts;
        private int storesLeft = -1;

        /// <summary>Begins with the accounts.</summary>
        public CalendarsWork(OutlookSession outlook)
        {
            this.outlook = outlook;
        }

        /// <inheritdoc />
        public CalendarsAnswer Result =>
            new CalendarsAnswer
            {
                Accounts = accounts.ToArray(), Calendars = calendars.ToArray(), Contacts = contacts.ToArray(),
                Tasks = tasks.ToArray(),
            };

        /// <inheritdoc />
        public bool Step()
        {
            if (accounts == null) accounts = outlook.Accounts();
            else if (storesLeft != 0) NextStore();
            else if (folders.Count > 0) NextFolder();
            return storesLeft == 0 && folders.Count == 0;
        }

        private void NextStore()
        {
            dynamic session = outlook.Session;
            using (Held all = new Held(session.Stores))
            {
                dynamic stores = all.It;
                int left = storesLeft < 0 ? stores.Count : storesLeft;
                if (left > 0)
                    using (Held held = new Held(stores.Item(left))) Enqueue(held.It);
                storesLeft = Math.Max(left - 1, 0);
            }
        }

        private void Enqueue(dynamic store)
        {
            string id = store.StoreID;
            AccountRecord owner = accounts.Find(account => account.Store == id);
            int type = store.ExchangeStoreType;
            var facts = new StoreFacts
            {
                Store = id, Account = owner == null ? "" : owner.Address,
                Kind = owner != null || type == 0 ? "own" : type == NotExchange ? "pst" : "shared",
                Calendar = IdOf(() => store.GetDefaultFolder(CalendarFolder)),
                Contacts = IdOf(() => store.GetDefaultFolder(ContactsFolder)),
                Tasks = IdOf(() => store.GetDefaultFolder(TasksFolder)),
                Deleted = IdOf(() => store.GetDefaultFolder(DeletedItemsFolder)),
                Folder = IdOf(() => store.GetRootFolder()),
            };
            if (facts.Folder != "") folders.Enqueue(facts);
        }

        // A store that is offline, or has no such folder, is no reason to show no calendar at all.
        private static string IdOf(Func<object> open)
        {
            try
            {
                using (Held held = new Held(open()))
                {
                    dynamic folder = held.It;
                    return folder == null ? "" : folder.EntryID;
                }
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return "";
            }
        }

        private void NextFolder()
        {
            StoreFacts facts = folders.Peek();
            try
            {
                using (Held held = outlook.Folder(facts.Store, facts.Folder)) Look(held.It, facts);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                // A folder that cannot be opened is not offered.
            }
            folders.Dequeue();
        }

        private void Look(dynamic folder, StoreFacts facts)
        {
            int type = folder.DefaultItemType;
            if (type == AppointmentItem) calendars.Add(Describe(folder, facts));
            if (type == ContactItem) contacts.Add(Describe(folder, facts));
            if (type == TaskItem) tasks.Add(Describe(folder, facts));
            using (Held held = new Held(folder.Folders))
            {
                dynamic children = held.It;
                int count = children.Count;
                for (int at = 1; at <= count; at++)
                {
                    string id = IdOf(() => children.Item(at));
                    if (id != "" && id != facts.Deleted) folders.Enqueue(facts.At(id));
                }
            }
        }

        private static CalendarRecord Describe(dynamic folder, StoreFacts facts)
        {
            bool subscribed = folder.IsSharePointFolder;
            return new CalendarRecord
            {
                Store = facts.Store, Folder = facts.Folder, Path = folder.FolderPath, Name = folder.Name,
                Account = facts.Account, Kind = subscribed ? "internet" : facts.Kind,
                Writable = !subscribed && MayCreate(folder), Default = facts.IsDefault,
            };
        }

        // A store that does not tell of rights may be written; it refuses the write itself if not.
        private static bool MayCreate(dynamic folder)
        {
            try
            {
                using (Held held = new Held(folder.PropertyAccessor))
                {
                    dynamic accessor = held.It;
                    int access = accessor.GetProperty(Schema.Access);
                    return (access & Schema.MayCreate) != 0;
                }
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return true;
            }
        }

        private sealed class StoreFacts
        {
            public string Store, Account, Kind, Calendar, Contacts, Tasks, Deleted, Folder;

            public bool IsDefault => Folder == Calendar || Folder == Contacts || Folder == Tasks;

            public StoreFacts At(string folder)
            {
                var facts = (StoreFacts)MemberwiseClone();
                facts.Folder = folder;
                return facts;
            }
        }
    }
}
