using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A colleague on the same Exchange.</summary>
    public sealed class ExchangeUser : OutlookObject
    {
        private readonly Person person;

        internal ExchangeUser(Core core, object parent, Person person)
            : base(core, Kind.ExchangeUser, parent)
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

        public string Alias
        {
            get
            {
                Enter();
                return person.Alias;
            }
        }

        public string PrimarySmtpAddress
        {
            get
            {
                Enter();
                return person.SmtpAddress;
            }
        }

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

        public int AddressEntryUserType
        {
            get
            {
                Enter();
                return person.Kind;
            }
        }
    }
}
