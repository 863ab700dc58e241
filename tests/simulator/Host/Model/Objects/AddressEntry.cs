using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Somebody in the address book.</summary>
    public sealed class AddressEntry : OutlookObject
    {
        private readonly Person person;

        internal AddressEntry(Core core, object parent, Person person)
            : base(core, Kind.AddressEntry, parent)
        {
            this.person = person;
        }

        public string Name
        {
            get
            {
                Enter();
                return person.Name;
            }
        }

        /// <summary>Of its type: a colleague's is a name in the directory.</summary>
        public string Address
        {
            get
            {
                Enter();
                return person.Address;
            }
        }

        public string Type
        {
            get
            {
                Enter();
                return person.AddressType;
            }
        }

        public string ID
        {
            get
            {
                Enter();
                return MapiNames.Hexadecimals(System.Text.Encoding.UTF8.GetBytes(person.AddressType + ":" + person.Address));
            }
        }

        public int AddressEntryUserType
        {
            get
            {
                Enter();
                return person.Kind;
            }
        }

        /// <summary>OlDisplayType: olUser.</summary>
        public int DisplayType
        {
            get { return 0; }
        }

        public PropertyAccessor PropertyAccessor
        {
            get
            {
                Enter();
                return new PropertyAccessor(Core, this, new PersonBag(person, Core.Session.DefaultStore.GetRootFolder().Record), Folder.Refuse);
            }
        }

        /// <summary>Null for whoever is no colleague.</summary>
        public ExchangeUser GetExchangeUser()
        {
            Enter();
            return person.Kind == Person.ExchangeUser ? new ExchangeUser(Core, this, person) : null;
        }
    }
}
