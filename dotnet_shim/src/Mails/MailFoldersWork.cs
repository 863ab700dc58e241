using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails
{
    /// <summary>Walks the accounts' stores for folders of mails, one store or folder a step.</summary>
    public sealed class MailFoldersWork : ISliced<MailFoldersAnswer>
    {
        private const int MailItem = 0; // olMailItem
        private const string Root = "root";
        private const string NoMails = "none"; // conflicts of the synchronisation, feeds: not offered, nor what is below

        // OlDefaultFolders; what is below Deleted Items and Junk is theirs.
        private static readonly KeyValuePair<int, string>[] Defaults =
        {
            new KeyValuePair<int, string>(6, "inbox"), new KeyValuePair<int, string>(5, "sent"),
            new KeyValuePair<int, string>(16, "drafts"), new KeyValuePair<int, string>(4, "outbox"),
            new KeyValuePair<int, string>(23, "junk"), new KeyValuePair<int, string>(3, "deleted"),
            new KeyValuePair<int, string>(20, NoMails), new KeyValuePair<int, string>(25, NoMails),
        };

        private readonly OutlookSession outlook;
        private readonly MailFoldersAnswer answer = new MailFoldersAnswer();
        private readonly Queue<AccountRecord> stores = new Queue<AccountRecord>();
        private readonly Queue<MailFolderRecord> folders = new Queue<MailFolderRecord>();
        private readonly Dictionary<string, string> places = new Dictionary<string, string>();
        private bool begun;

        /// <summary>Begins with the accounts.</summary>
        public MailFoldersWork(OutlookSession outlook)
        {
            this.outlook = outlook;
        }

        /// <inheritdoc />
        public MailFoldersAnswer Result => answer;

        /// <inheritdoc />
        public bool Step()
        {
            if (!begun) Begin();
            else if (stores.Count > 0) Enter(stores.Dequeue());
            else if (folders.Count > 0) Look(folders.Dequeue());
            return stores.Count == 0 && folders.Count == 0;
        }

        private void Begin()
        {
            begun = true;
            var seen = new HashSet<string>();
            foreach (AccountRecord account in outlook.Accounts())
                if (account.Store != "" && seen.Add(account.Store)) stores.Enqueue(account);
        }

        private void Enter(AccountRecord account)
        {
            dynamic session = outlook.Session;
            using (Held held = new Held(session.GetStoreFromID(account.Store)))
            {
                dynamic store = held.It;
                foreach (KeyValuePair<int, string> each in Defaults)
                {
                    string id = IdOf(() => store.GetDefaultFolder(each.Key));
                    if (id != "") places[id] = each.Value;
                }
                string root = IdOf(() => store.GetRootFolder());
                if (root != "")
                    folders.Enqueue(new MailFolderRecord
                    {
                        Store = account.Store, Folder = root, Account = account.Address, Place = Root,
                    });
            }
        }

        private void Look(MailFolderRecord record)
        {
            try
            {
                using (Held held = outlook.Folder(record.Store, record.Folder)) Describe(held.It, record);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                // A folder that cannot be opened is not offered.
            }
        }

        private void Describe(dynamic folder, MailFolderRecord record)
        {
            if (places.TryGetValue(record.Folder, out string place)) record.Place = place;
            if (record.Place == NoMails) return;
            record.Path = folder.FolderPath;
            record.Name = folder.Name;
            int type = folder.DefaultItemType;
            if (type == MailItem && record.Place != Root) answer.Folders.Add(record);
            using (Held held = new Held(folder.Folders))
            {
                dynamic children = held.It;
                int count = children.Count;
                for (int at = 1; at <= count; at++)
                {
                    string id = IdOf(() => children.Item(at));
                    if (id != "") folders.Enqueue(Below(record, id));
                }
            }
        }

        private static MailFolderRecord Below(MailFolderRecord parent, string id) => new MailFolderRecord
        {
            Store = parent.Store, Folder = id, Account = parent.Account,
            Place = parent.Place == "junk" || parent.Place == "deleted" ? parent.Place : "other",
        };

        // A store that is offline, or has no such folder, is no reason to show none at all.
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
    }
}
