using System;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>
    /// What all items have: their common properties, and their life from Items.Add to Delete.
    /// </summary>
    /// <remarks>
    /// To add a class of items: derive from this one, sealed and public, with an internal constructor
    /// (Core, ItemState); declare each of Outlook's properties by Text, Number, Flag, Local or Of for
    /// its getter and Put or PutWithin for its setter, kept under the property's own name, times in UTC;
    /// give it a static Defaults(Core), the values of a new item; override Prepare for what Outlook fills
    /// in before a save; add a row to ItemClass, and what MAPI calls its properties to MapiNames.
    /// </remarks>
    public abstract partial class OutlookItem : OutlookObject
    {
        internal OutlookItem(Core core, int kind, ItemState state)
            : base(core, kind, null)
        {
            State = state;
        }

        public string EntryID
        {
            get { return Text("EntryID"); }
        }

        public virtual string MessageClass
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
            EnterReadable(name);
            return State.Of<T>(name);
        }

        /// <summary>Begins the reading of a property.</summary>
        internal void EnterReadable(string name)
        {
            EnterAlive();
            if (Core.Habits.UnreadableProperties.Contains(name))
            {
                throw ComError.Of(ComError.Failed, name + " cannot be read");
            }
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
    }
}
