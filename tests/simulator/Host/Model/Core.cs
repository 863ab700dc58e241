using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Simulator.Host.Com;
using Simulator.Host.Model.Objects;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>What all objects of one Outlook share. Belongs to the thread that made it.</summary>
    internal sealed class Core
    {
        private readonly Thread apartment = Thread.CurrentThread;
        private readonly Dictionary<Record, OutlookItem> shown = new Dictionary<Record, OutlookItem>();
        private bool userActs;

        /// <summary>Opens the mailbox; post runs an action later, as a message of its own.</summary>
        public Core(Mailbox mailbox, Action<Action> post)
        {
            Mailbox = mailbox;
            Post = post;
            Events = new FolderEvents(this);
            Application = new Application(this);
            Session = new NameSpace(this);
        }

        /// <summary>Something in the mailbox is other than it was.</summary>
        public event Action Changed;

        /// <summary>The data.</summary>
        public Mailbox Mailbox { get; }

        /// <summary>What is awkward now.</summary>
        public Habits Habits { get; } = new Habits();

        /// <summary>Time zones.</summary>
        public Zones Zones { get; } = new Zones();

        /// <summary>Who listens to folders.</summary>
        public FolderEvents Events { get; }

        /// <summary>Runs an action later.</summary>
        public Action<Action> Post { get; }

        /// <summary>Makes a call into the add-in; the first argument names it.</summary>
        public Action<string, Action> CallOut { get; set; } = (name, call) => call();

        /// <summary>The windows; null until there are any.</summary>
        public Desktop Desktop { get; set; }

        /// <summary>The one Application.</summary>
        public Application Application { get; }

        /// <summary>The one NameSpace.</summary>
        public NameSpace Session { get; }

        /// <summary>Begins a call from outside: refuses another thread's, and what the habits turn away.</summary>
        public void Enter()
        {
            if (Thread.CurrentThread != apartment)
            {
                throw ComError.Of(ComError.WrongThread, "called from another thread than Outlook's");
            }
            if (!userActs && Habits.Rejections.Takes())
            {
                throw ComError.Of(ComError.Rejected, "call was rejected by callee");
            }
        }

        /// <summary>Dispatches messages in the middle of a longer call, if that is a habit.</summary>
        public void Pump()
        {
            if (Habits.PumpMessages && !userActs)
            {
                System.Windows.Forms.Application.DoEvents();
            }
        }

        /// <summary>Does what the user does: nothing is turned away.</summary>
        public T AsUser<T>(Func<T> work)
        {
            return Acting(true, work);
        }

        /// <summary>Does what a program does.</summary>
        public T AsProgram<T>(Func<T> work)
        {
            return Acting(false, work);
        }

        /// <summary>Tells the add-in; what it calls back are its own calls, whoever began.</summary>
        public void Tell(string name, IEnumerable<Action> calls)
        {
            foreach (var call in calls)
            {
                Acting(false, () =>
                {
                    CallOut(name, call);
                    return true;
                });
            }
        }

        /// <summary>Runs an action after a time, as a message.</summary>
        public void Later(int milliseconds, Action action)
        {
            Timer timer = null;
            timer = new Timer(
                ignored =>
                {
                    timer?.Dispose();
                    Post(action);
                },
                null, Timeout.Infinite, Timeout.Infinite);
            timer.Change(milliseconds, Timeout.Infinite);
        }

        /// <summary>The time to be kept with a save.</summary>
        public static DateTime Now()
        {
            var now = DateTime.UtcNow;
            return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond));
        }

        /// <summary>An EntryID for something in a store; none is given twice.</summary>
        public static string NewEntryId(Record store)
        {
            var uid = store.EntryId.Substring(store.EntryId.Length - 32);
            return "00000000" + uid + "0700" + Unique() + Unique() + Unique();
        }

        /// <summary>A StoreID.</summary>
        public static string NewStoreId()
        {
            return "0000000038A1BB1005E5101AA1BB08002B2A56C20000454D534D44422E444C4C00000000" + Unique();
        }

        /// <summary>A folder of a record.</summary>
        public Folder FolderOf(Record folder)
        {
            return new Folder(this, folder);
        }

        /// <summary>
        /// An item of a record: the one that a window shows, if one does, for Outlook shares it;
        /// otherwise an object of the caller's own.
        /// </summary>
        public OutlookItem ItemOf(Record record)
        {
            OutlookItem open;
            return shown.TryGetValue(record, out open) ? open : ItemClass.Open(this, record);
        }

        /// <summary>A window shows an item from now on.</summary>
        public void Share(OutlookItem item)
        {
            if (item.Record != null && !item.IsPart)
            {
                shown[item.Record] = item;
            }
        }

        /// <summary>No window shows the item any more.</summary>
        public void Unshare(OutlookItem item)
        {
            foreach (var record in shown.Where(pair => pair.Value == item).Select(pair => pair.Key).ToList())
            {
                shown.Remove(record);
            }
        }

        /// <summary>The default folder of a store, or null.</summary>
        public Record Default(Record store, int role)
        {
            var roots = Mailbox.In(0, RecordKind.Folder).Where(root => root.Store == store.Key);
            return roots.SelectMany(root => new[] { root }.Concat(Mailbox.In(root.Key, RecordKind.Folder)))
                .FirstOrDefault(folder => folder.Of<int>(Field.Role) == role);
        }

        /// <summary>Whether a folder is Deleted Items or lies below.</summary>
        public bool IsInBin(Record folder)
        {
            for (var at = folder; ; at = Mailbox[at.Parent])
            {
                if (at.Of<int>(Field.Role) == Role.DeletedItems)
                {
                    return true;
                }
                if (at.Parent == 0)
                {
                    return false;
                }
            }
        }

        /// <summary>Says that the windows must be drawn anew.</summary>
        public void NoteChange()
        {
            Changed?.Invoke();
        }

        private static string Unique()
        {
            return Guid.NewGuid().ToString("N").ToUpper(CultureInfo.InvariantCulture);
        }

        private T Acting<T>(bool user, Func<T> work)
        {
            var before = userActs;
            userActs = user;
            try
            {
                return work();
            }
            finally
            {
                userActs = before;
            }
        }
    }
}
