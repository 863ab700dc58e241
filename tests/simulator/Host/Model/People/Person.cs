namespace Simulator.Host.Model.People
{
    /// <summary>Who can be written to: a name and an address.</summary>
    internal sealed class Person
    {
        private const string Directory = "/o=Example/ou=Exchange Administrative Group/cn=Recipients/cn=";

        /// <summary>OlAddressEntryUserType.</summary>
        public const int ExchangeUser = 0, Contact = 10, Smtp = 30;

        /// <summary>A person of a kind.</summary>
        public Person(string name, string smtpAddress, int kind)
        {
            Name = name;
            SmtpAddress = smtpAddress;
            Kind = kind;
        }

        /// <summary>As it is shown.</summary>
        public string Name { get; }

        /// <summary>Such as anna@example.com.</summary>
        public string SmtpAddress { get; }

        /// <summary>OlAddressEntryUserType.</summary>
        public int Kind { get; }

        /// <summary>EX or SMTP.</summary>
        public string AddressType
        {
            get { return Kind == ExchangeUser ? "EX" : "SMTP"; }
        }

        /// <summary>The part before the @.</summary>
        public string Alias
        {
            get { return SmtpAddress.Split('@')[0]; }
        }

        /// <summary>Of the address type: a colleague's is a name in the directory and not an SMTP address.</summary>
        public string Address
        {
            get { return Kind == ExchangeUser ? Directory + Alias : SmtpAddress; }
        }
    }
}
