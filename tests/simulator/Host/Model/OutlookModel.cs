using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Objects;
using Simulator.Host.Storage;
using Simulator.Host.Windows;

namespace Simulator.Host.Model
{
    /// <summary>The object model as the rest of the program uses it: for its windows, and for what the user does.</summary>
    internal sealed class OutlookModel : IDisposable
    {
        private const int AgendaRows = 200;
        private readonly Core core;
        private readonly Mailbox mailbox;
        private readonly ItemReport report;

        /// <summary>Opens the mailbox; post runs an action later, as a message of its own.</summary>
        public OutlookModel(Options options, Action<Action> post)
        {
            mailbox = new Mailbox(options.Data);
            if (mailbox.IsNew)
            {
                Profile.Fill(mailbox, options.Profile);
            }
            core = new Core(mailbox, post);
            report = new ItemReport(core);
            core.Application.Explorers.Active.Choose(core.Default(OwnStore, Role.Calendar));
        }

        /// <summary>What is shown is out of date.</summary>
        public event Action Changed
        {
            add { core.Changed += value; }
            remove { core.Changed -= value; }
        }

        /// <summary>How long Outlook's own work is to keep its thread from now on.</summary>
        public event Action<int> BusyChanged
        {
            add { core.Habits.BusyChanged += value; }
            remove { core.Habits.BusyChanged -= value; }
        }

        /// <summary>What add-ins get.</summary>
        public object Application
        {
            get { return core.Application; }
        }

        /// <summary>The main window's object.</summary>
        public object Explorer
        {
            get { return core.Application.Explorers.Active; }
        }

        /// <summary>Outlook's version.</summary>
        public string Version
        {
            get { return core.AsUser(() => core.Application.Version); }
        }

        /// <summary>The address of the user's own mailbox.</summary>
        public string Account
        {
            get { return OwnStore.Text(Field.Address); }
        }

        /// <summary>The EntryID of the folder that is shown; a store's id shows its root.</summary>
        public string CurrentFolder
        {
            get { return Shown.EntryId; }
            set { core.Application.Explorers.Active.Choose(FolderRecord(value)); }
        }

        /// <summary>What the folder that is shown is called.</summary>
        public string CurrentFolderName
        {
            get { return Shown.Text(Field.Name); }
        }

        private Record Shown
        {
            get { return core.Application.Explorers.Active.ShownFolder; }
        }

        private Record OwnStore
        {
            get { return mailbox.In(0, RecordKind.Store).OrderBy(store => store.Key).First(); }
        }

        /// <summary>From now on there are windows.</summary>
        public void Attach(Desktop desktop)
        {
            core.Desktop = desktop;
        }

        /// <summary>Calls of the add-in's event handlers go through this; its first argument names the event.</summary>
        public void CallOutBy(Action<string, Action> call)
        {
            core.CallOut = call;
        }

        /// <summary>Runs what the user does, which no habit turns away.</summary>
        public void AsUser(Action work)
        {
            core.AsUser(() =>
            {
                work();
                return true;
            });
        }

        /// <summary>Runs what a program does, which the habits apply to.</summary>
        public T AsProgram<T>(Func<T> work)
        {
            return core.AsProgram(work);
        }

        /// <summary>Stores and folders for the folder list.</summary>
        public IEnumerable<StoreEntry> Stores()
        {
            return mailbox.In(0, RecordKind.Folder).OrderBy(root => root.Key).Select(Entry);
        }

        /// <summary>Every folder, for a test.</summary>
        public IEnumerable<object> Folders()
        {
            return mailbox.In(0, RecordKind.Folder).OrderBy(root => root.Key).SelectMany(Below).Select(report.OfFolder);
        }

        /// <summary>All items of a folder, for a test.</summary>
        public IEnumerable<object> Items(string folder)
        {
            return mailbox.In(FolderRecord(folder).Key, RecordKind.Item).OrderBy(item => item.Key).Select(report.OfItem);
        }

        /// <summary>One item, for a test.</summary>
        public object Read(string entryId)
        {
            return report.OfItem(ItemRecord(entryId));
        }

        /// <summary>What the folder that is shown has; of a large calendar, what is nearest to today.</summary>
        public IEnumerable<AgendaRow> Agenda()
        {
            var now = DateTime.UtcNow;
            var near = mailbox.In(Shown.Key, RecordKind.Item)
                .OrderBy(item => (item.Of<DateTime>("Start") - now).Duration()).Take(AgendaRows);
            return core.AsUser(() => near.Select(core.ItemOf).Select(RowOf).Where(row => row != null).ToList());
        }

        /// <summary>An item by its EntryID.</summary>
        public object Item(string entryId)
        {
            return core.ItemOf(ItemRecord(entryId));
        }

        /// <summary>A new item of a folder's kind, not saved.</summary>
        public object New(string folder)
        {
            var place = FolderRecord(folder);
            return ItemClass.Make(core, place, place.Of<int>(Field.ItemType));
        }

        /// <summary>A folder by its name, path or EntryID; the user's own mailbox first.</summary>
        public object Folder(string name)
        {
            return core.FolderOf(FolderRecord(name));
        }

        /// <summary>Shows an item's window.</summary>
        public void Display(object item)
        {
            AsUser(() => ((OutlookItem)item).Display());
        }

        /// <summary>The item's Inspector.</summary>
        public object InspectorOf(object item)
        {
            return core.Application.Inspectors.Of((OutlookItem)item);
        }

        /// <summary>The user closes an item's window; answers the EntryID the item has then.</summary>
        public string CloseItem(object item, bool save)
        {
            return core.AsUser(() =>
            {
                var open = (OutlookItem)item;
                open.Close(save ? 0 : 1);
                return open.EntryID;
            });
        }

        /// <summary>A window has the focus now.</summary>
        public void InspectorActivated(object inspector)
        {
            ((Inspector)inspector).RaiseActivate();
        }

        /// <summary>A window is gone.</summary>
        public void InspectorClosed(object inspector)
        {
            core.Application.Inspectors.Closed((Inspector)inspector);
        }

        /// <summary>The user deletes an item.</summary>
        public void DeleteItem(object item)
        {
            AsUser(((OutlookItem)item).Delete);
        }

        /// <summary>The user deletes an item by its EntryID.</summary>
        public void Delete(string entryId)
        {
            DeleteItem(Item(entryId));
        }

        /// <summary>The user accepts a meeting; answers the EntryID it has then.</summary>
        public string Accept(string entryId)
        {
            return core.AsUser(() => Invitation.Accept(core, ItemRecord(entryId)));
        }

        /// <summary>The user adds a mail account.</summary>
        public void AddAccount(string address)
        {
            Profile.AddAccount(mailbox, address);
            core.NoteChange();
        }

        /// <summary>A mail comes in; answers its EntryID.</summary>
        public string Arrive(string folder, IDictionary<string, object> mail)
        {
            return core.AsUser(() => MailArrival.In(core, FolderRecord(folder), mail));
        }

        /// <summary>Changes a habit.</summary>
        public void SetHabit(string name, object value)
        {
            core.Habits.Set(name, value);
        }

        /// <summary>Gives everything another id, as the move of a mailbox to another server does.</summary>
        public void Migrate()
        {
            Migration.Run(mailbox);
            core.NoteChange();
        }

        /// <summary>Tells add-ins that Outlook closes.</summary>
        public void RaiseQuit()
        {
            core.Application.RaiseQuit();
        }

        /// <summary>Closes the mailbox.</summary>
        public void Dispose()
        {
            mailbox.Dispose();
        }

        private static AgendaRow RowOf(object item)
        {
            var contact = item as ContactItem;
            if (contact != null)
            {
                return new AgendaRow { EntryId = contact.EntryID, Subject = contact.FullName, Location = contact.CompanyName };
            }
            if (item is MailItem mail)
            {
                return new AgendaRow
                {
                    EntryId = mail.EntryID, Start = mail.ReceivedTime, Subject = mail.Subject, Location = mail.SenderName,
                    Categories = mail.Categories,
                };
            }
            return item is AppointmentItem appointment ? Row(appointment) : null;
        }

        private static AgendaRow Row(AppointmentItem item)
        {
            return new AgendaRow
            {
                EntryId = item.EntryID, Start = item.Start, End = item.End, AllDay = item.AllDayEvent, Subject = item.Subject,
                Location = item.Location, Busy = item.BusyStatus, Categories = item.Categories,
            };
        }

        private StoreEntry Entry(Record folder)
        {
            var entry = new StoreEntry { Name = folder.Text(Field.Name), EntryId = folder.EntryId };
            entry.Folders.AddRange(Below(folder).Skip(1).Select(each => new StoreEntry { Name = each.Text(Field.Name), EntryId = each.EntryId }));
            return entry;
        }

        private IEnumerable<Record> Below(Record folder)
        {
            return new[] { folder }.Concat(mailbox.In(folder.Key, RecordKind.Folder).OrderBy(child => child.Key).SelectMany(Below));
        }

        private Record FolderRecord(string name)
        {
            var all = mailbox.In(0, RecordKind.Folder).OrderBy(root => root.Key).SelectMany(Below).ToList();
            return all.FirstOrDefault(folder => folder.EntryId == name)
                ?? all.FirstOrDefault(folder => folder.Text(Field.Name) == name)
                ?? all.FirstOrDefault(folder => core.AsUser(() => core.FolderOf(folder).FolderPath) == name)
                ?? throw ComError.Of(ComError.NotFound, "no folder " + name);
        }

        private Record ItemRecord(string entryId)
        {
            var record = mailbox.ByEntryId(entryId);
            return record != null && record.Kind == RecordKind.Item ? record : throw ComError.Of(ComError.NotFound, "no item " + entryId);
        }
    }
}
