using System.Collections.Generic;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>The profile of a user who starts Outlook for the first time, and how folders are made.</summary>
    internal static class Profile
    {
        private const int Primary = 0;     // olPrimaryExchangeMailbox
        private const int Delegated = 1;   // olExchangeMailbox
        private const int NotExchange = 3; // olNotExchange

        /// <summary>A mailbox of the user's own, a colleague's that may be read, and a data file.</summary>
        public static void Fill(Mailbox mailbox, string user)
        {
            AddFolder(mailbox, AddAccount(mailbox, user + "@example.com"), "Projects", 0, Kind.AppointmentItem);

            var team = AddStore(mailbox, "team@example.com", Delegated, "");
            AddFolder(mailbox, team, "Team (read only)", Role.Calendar, Kind.AppointmentItem, true);

            var archive = AddStore(mailbox, "Archive", NotExchange, "");
            AddFolder(mailbox, archive, "Deleted Items", Role.DeletedItems, Kind.MailItem);
            AddFolder(mailbox, archive, "Old appointments", Role.Calendar, Kind.AppointmentItem);
        }

        /// <summary>Makes an account with a mailbox of its own; answers its calendar.</summary>
        public static Record AddAccount(Mailbox mailbox, string address)
        {
            var own = AddStore(mailbox, address, Primary, address);
            AddFolder(mailbox, own, "Inbox", Role.Inbox, Kind.MailItem);
            AddFolder(mailbox, own, "Drafts", Role.Drafts, Kind.MailItem);
            AddFolder(mailbox, own, "Sent Items", Role.SentMail, Kind.MailItem);
            AddFolder(mailbox, own, "Deleted Items", Role.DeletedItems, Kind.MailItem);
            AddFolder(mailbox, AddFolder(mailbox, own, "Sync Issues", Role.SyncIssues, Kind.MailItem), "Conflicts", Role.Conflicts, Kind.MailItem);
            var calendar = AddFolder(mailbox, own, "Calendar", Role.Calendar, Kind.AppointmentItem);
            AddFolder(mailbox, own, "Contacts", Role.Contacts, Kind.ContactItem);
            AddFolder(mailbox, own, "Tasks", Role.Tasks, Kind.TaskItem);
            return calendar;
        }

        /// <summary>The OlItemType of an OlDefaultFolders.</summary>
        public static int ItemType(int role)
        {
            switch (role)
            {
                case Role.Calendar:
                    return Kind.AppointmentItem;
                case Role.Contacts:
                    return Kind.ContactItem;
                case Role.Tasks:
                    return Kind.TaskItem;
                default:
                    return Kind.MailItem;
            }
        }

        /// <summary>Makes a folder; answers it.</summary>
        public static Record AddFolder(Mailbox mailbox, Record parent, string name, int role, int itemType, bool readOnly = false)
        {
            var store = mailbox[parent.Store];
            return mailbox.Add(RecordKind.Folder, new Dictionary<string, object>
            {
                { Field.EntryId, Core.NewEntryId(store) }, { Field.Parent, (int)parent.Key }, { Field.Store, (int)store.Key },
                { Field.Name, name }, { Field.Role, role }, { Field.ItemType, itemType }, { Field.ReadOnly, readOnly },
            });
        }

        private static Record AddStore(Mailbox mailbox, string name, int type, string address)
        {
            var store = mailbox.Add(RecordKind.Store, new Dictionary<string, object>
            {
                { Field.EntryId, Core.NewStoreId() }, { Field.Name, name }, { Field.StoreType, type }, { Field.Address, address },
            });
            return mailbox.Add(RecordKind.Folder, new Dictionary<string, object>
            {
                { Field.EntryId, Core.NewEntryId(store) }, { Field.Store, (int)store.Key }, { Field.Name, name },
                { Field.Role, Role.Root }, { Field.ItemType, Kind.MailItem }, { Field.ReadOnly, type == Delegated },
            });
        }
    }
}
