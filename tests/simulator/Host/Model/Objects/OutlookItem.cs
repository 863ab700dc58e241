using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>
    /// What all items have: their life from Items.Add to Delete, and their common properties.
    /// </summary>
    /// <remarks>
    /// To add a class of items: derive from this one, sealed and public, with an internal constructor
    /// (Core, ItemState); declare each of Outlook's properties by Text, Number, Flag, Local or Of for
    /// its getter and Put or PutWithin for its setter, kept under the property's own name, times in UTC;
    /// give it a static Defaults(Core), the values of a new item; override Prepare for what Outlook fills
    /// in before a save; add a row to ItemClass, and what MAPI calls its properties to MapiNames.
    /// </remarks>
    public abstract class OutlookItem : OutlookObject
    {
        private const int SaveIt = 0;    // olSave
        private const int DiscardIt = 1; // olDiscard
        private bool gone;

        internal OutlookItem(Core core, int kind, ItemState state)
            : base(core, kind, null)
        {
            State = state;
        }

        public string EntryID
        {
            get { return Text("EntryID"); }
        }

        public string MessageClass
        {
            get { return Text("MessageClass"); }
            set { Put("MessageClass", value); }
        }

        public string Subject
        {
            get { return Text("Subject"); }
            set { Put("Subject", value ?? ""); }
        }

        public string Body
        {
            get { return Text("Body"); }
            set { Put("Body", value ?? ""); }
        }

        /// <summary>Outlook separates by the list separator of the user's regional settings, and by that alone.</summary>
        public string Categories
        {
            get { return Keywords.Joined(Of<string[]>("Categories")); }
            set { Put("Categories", Keywords.Parse(value)); }
        }

        public int Importance
        {
            get { return Number("Importance"); }
            set { PutWithin("Importance", value, 0, 2); }
        }

        public int Sensitivity
        {
            get { return Number("Sensitivity"); }
            set { PutWithin("Sensitivity", value, 0, 3); }
        }

        public string BillingInformation
        {
            get { return Text("BillingInformation"); }
            set { Put("BillingInformation", value ?? ""); }
        }

        public string Companies
        {
            get { return Text("Companies"); }
            set { Put("Companies", value ?? ""); }
        }

        public string Mileage
        {
            get { return Text("Mileage"); }
            set { Put("Mileage", value ?? ""); }
        }

        public bool UnRead
        {
            get { return Flag("UnRead"); }
            set { Put("UnRead", value); }
        }

        public DateTime CreationTime
        {
            get { return Local("CreationTime"); }
        }

        public DateTime LastModificationTime
        {
            get { return Local("LastModificationTime"); }
        }

        public int Size
        {
            get
            {
                Enter();
                return State.Values.Values.OfType<string>().Sum(text => 2 * text.Length);
            }
        }

        public bool Saved
        {
            get
            {
                Enter();
                return !State.IsChanged;
            }
        }

        public override object Parent
        {
            get
            {
                EnterAlive();
                return Core.FolderOf(State.Folder);
            }
        }

        public PropertyAccessor PropertyAccessor
        {
            get
            {
                EnterAlive();
                return new PropertyAccessor(Core, this, State, PutField);
            }
        }

        public UserProperties UserProperties
        {
            get
            {
                EnterAlive();
                return new UserProperties(Core, this, State);
            }
        }

        public Attachments Attachments
        {
            get
            {
                EnterAlive();
                return new Attachments(Core, this, State);
            }
        }

        public Inspector GetInspector
        {
            get
            {
                EnterAlive();
                return Core.Application.Inspectors.Of(this);
            }
        }

        internal ItemState State { get; }

        /// <summary>Whether it is a part of what its record holds, as an occurrence is of a series.</summary>
        internal virtual bool IsPart
        {
            get { return false; }
        }

        internal Record Record
        {
            get { return State.Record; }
        }

        public void Display(object Modal = null)
        {
            EnterAlive();
            Core.Pump();
            Core.Application.Inspectors.Of(this).Show();
        }

        public void Save()
        {
            EnterAlive();
            Core.Pump();
            if (Record != null && !State.IsChanged)
            {
                return;
            }
            RequireWritable(State.Folder);
            if (State.IsStale)
            {
                throw ComError.Of(ComError.ObjectChanged, "the item was changed by somebody else");
            }
            Prepare();
            Keep();
        }

        public void Close(int SaveMode)
        {
            Enter();
            if (SaveMode == SaveIt)
            {
                Save();
            }
            if (SaveMode == DiscardIt)
            {
                State.Discard();
            }
            Core.Application.Inspectors.Shown(this)?.Hide();
        }

        /// <summary>To Deleted Items; from there, for good.</summary>
        public virtual void Delete()
        {
            EnterAlive();
            Core.Pump();
            if (Record == null)
            {
                gone = true;
                return;
            }
            var bin = Core.Default(Core.Mailbox[State.Folder.Store], Role.DeletedItems);
            if (bin == null || Core.IsInBin(State.Folder))
            {
                Leave(null);
                Destroy();
                return;
            }
            MoveTo(bin);
        }

        public virtual object Move(Folder DestFldr)
        {
            EnterAlive();
            Core.Pump();
            if (Record == null)
            {
                Save();
            }
            MoveTo(DestFldr.Record);
            return Core.ItemOf(Record);
        }

        /// <summary>A copy in the same folder, with all named properties.</summary>
        public object Copy()
        {
            EnterAlive();
            RequireWritable(State.Folder);
            var values = State.Values;
            values.Remove("EntryID");
            var copy = ItemClass.Open(Core, new ItemState(State.Folder, values));
            copy.Keep();
            return copy;
        }

        /// <summary>Takes the item away for good without a word to anybody but ItemRemove.</summary>
        internal void Destroy()
        {
            gone = true;
            Core.Unshare(this);
            Core.Mailbox.Remove(Record);
            Core.Events.Removed(State.Folder);
        }

        /// <summary>What the calendar shows of it: itself, or each occurrence of a series, in order.</summary>
        internal virtual IEnumerable<OutlookItem> Occurrences()
        {
            return new[] { this };
        }

        /// <summary>It was moved or deleted: this object is of no more use.</summary>
        internal void MarkGone()
        {
            gone = true;
        }

        /// <summary>Fills in what Outlook does before a save.</summary>
        internal virtual void Prepare()
        {
        }

        /// <summary>Sets a field under its own name or a MAPI one, as its property would.</summary>
        internal virtual void PutField(string field, object value)
        {
            State.Put(field, field == "Categories" && value is string ? Keywords.Parse((string)value) : value);
        }

        internal string Text(string name)
        {
            return Of<string>(name) ?? "";
        }

        internal int Number(string name)
        {
            return Of<int>(name);
        }

        internal bool Flag(string name)
        {
            return Of<bool>(name);
        }

        /// <summary>A time in the user's zone; 1 January 4501, Outlook's word for none, when there is none.</summary>
        internal DateTime Local(string name)
        {
            var utc = Of<DateTime>(name);
            return utc == default(DateTime) ? new DateTime(4501, 1, 1) : Core.Zones.FromUtc(utc, Core.Zones.Current);
        }

        internal T Of<T>(string name)
        {
            EnterAlive();
            if (Core.Habits.UnreadableProperties.Contains(name))
            {
                throw ComError.Of(ComError.Failed, name + " cannot be read");
            }
            return State.Of<T>(name);
        }

        internal void Put(string name, object value)
        {
            EnterAlive();
            State.Put(name, value);
        }

        internal void PutWithin(string name, int value, int least, int most)
        {
            EnterAlive();
            if (value < least || value > most)
            {
                throw ComError.Of(ComError.BadArgument, name + " cannot be " + value);
            }
            State.Put(name, value);
        }

        internal void EnterAlive()
        {
            Enter();
            if (gone || (Record != null && !Core.Mailbox.Has(Record)))
            {
                throw ComError.Of(ComError.ObjectDeleted, "the item has been moved or deleted");
            }
        }

        internal static void RequireWritable(Record folder)
        {
            if (folder.Of<bool>(Field.ReadOnly))
            {
                throw ComError.Of(ComError.Denied, "you do not have the right to write in this folder");
            }
        }

        private void MoveTo(Record folder)
        {
            RequireWritable(folder);
            Leave(folder);
            var from = State.Folder;
            var values = State.Values;
            values[Field.Parent] = (int)folder.Key;
            values[Field.Store] = (int)folder.Store;
            values["LastModificationTime"] = Core.Now();
            if (Core.Habits.MoveChangesId || from.Store != folder.Store)
            {
                values["EntryID"] = Core.NewEntryId(Core.Mailbox[folder.Store]);
            }
            Core.Unshare(this);
            gone = true;
            State.Saved(Core.Mailbox.Save(Record, values), folder);
            Core.Events.Removed(from);
            Core.Events.Added(Record);
        }

        private void Leave(Record to)
        {
            RequireWritable(State.Folder);
            if (Core.Events.ForbidsMove(this, State.Folder, to))
            {
                throw ComError.Of(ComError.Aborted, "a listener forbade the move");
            }
        }

        /// <summary>Puts what was set into the mailbox.</summary>
        internal virtual void Keep()
        {
            var values = State.Values;
            values["LastModificationTime"] = Core.Now();
            if (Record != null)
            {
                State.Saved(Core.Mailbox.Save(Record, values), State.Folder);
                Core.Events.Changed(Record);
            }
            else
            {
                values["CreationTime"] = values["LastModificationTime"];
                values["EntryID"] = Core.NewEntryId(Core.Mailbox[State.Folder.Store]);
                values[Field.Parent] = (int)State.Folder.Key;
                values[Field.Store] = (int)State.Folder.Store;
                State.Saved(Core.Mailbox.Add(RecordKind.Item, values), State.Folder);
                Core.Application.Inspectors.Saved(this);
                Core.Events.Added(Record);
            }
            TouchLater(Record);
        }

        // What an Exchange server does of itself some time after a save.
        private void TouchLater(Record record)
        {
            var after = Core.Habits.LateModification;
            if (after > 0)
            {
                Core.Later(after, () => Touch(Core, record));
            }
        }

        private static void Touch(Core core, Record record)
        {
            if (core.Mailbox.Has(record))
            {
                var values = record.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
                values["LastModificationTime"] = Core.Now();
                core.Mailbox.Save(record, values);
                core.Events.Changed(record);
            }
        }
    }
}
