using System;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <summary>One of an item's recipients.</summary>
    public sealed class Recipient : OutlookObject
    {
        private readonly ItemState state;
        private readonly Addressees list;
        private readonly int key;

        internal Recipient(Core core, object parent, ItemState state, int key)
            : base(core, Kind.Recipient, parent)
        {
            this.state = state;
            this.key = key;
            list = new Addressees(state);
        }

        public string Name
        {
            get { return Line.Name; }
        }

        /// <summary>A colleague's is a name in the directory; empty before it is resolved.</summary>
        public string Address
        {
            get { return Line.Person?.Address ?? ""; }
        }

        public AddressEntry AddressEntry
        {
            get
            {
                var person = Line.Person;
                return person == null ? throw ComError.Of(ComError.NotFound, "the recipient is not resolved") : new AddressEntry(Core, this, person);
            }
        }

        public string EntryID
        {
            get { return Resolved ? AddressEntry.ID : ""; }
        }

        public int Index
        {
            get { return list.All.FindIndex(each => each.Key == Line.Key) + 1; }
        }

        public bool Resolved
        {
            get { return Line.Person != null; }
        }

        /// <summary>olOrganizer or olOriginator to olResource.</summary>
        public int Type
        {
            get { return Line.Type; }
            set { list.Replace(value < 0 || value > 3 ? throw ComError.Of(ComError.BadArgument, "no type " + value) : Line.As(value)); }
        }

        /// <summary>OlResponseStatus.</summary>
        public int MeetingResponseStatus
        {
            get { return Line.Response; }
        }

        public PropertyAccessor PropertyAccessor
        {
            get { return new PropertyAccessor(Core, this, new AddresseeBag(Line, state.Folder), Put); }
        }

        private Addressee Line
        {
            get
            {
                Enter();
                return list.All.FirstOrDefault(each => each.Key == key) ?? throw ComError.Of(ComError.ObjectDeleted, "the recipient is gone");
            }
        }

        /// <summary>False when nobody or several people are meant.</summary>
        public bool Resolve()
        {
            var line = Line;
            var found = line.Person ?? new AddressBook(Core).Find(line.Name);
            if (line.Person == null && found != null)
            {
                list.Replace(line.For(found));
            }
            return found != null;
        }

        public void Delete()
        {
            list.Remove(Line.Key);
        }

        private void Put(string field, object value)
        {
            if (field != AddresseeBag.TrackStatus)
            {
                throw ComError.Of(ComError.Denied, field + " of a recipient can only be read");
            }
            list.Replace(Line.Answering(Convert.ToInt32(value)));
        }
    }
}
