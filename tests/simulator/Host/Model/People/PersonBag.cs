using Simulator.Host.Storage;

namespace Simulator.Host.Model.People
{
    /// <summary>What MAPI's names can be asked of an entry of the address book.</summary>
    internal sealed class PersonBag : IPropertyBag
    {
        private readonly Person person;

        /// <summary>An entry; the folder is one of the profile's, for its rights.</summary>
        public PersonBag(Person person, Record folder)
        {
            this.person = person;
            Folder = folder;
        }

        /// <inheritdoc />
        public Record Folder { get; }

        /// <inheritdoc />
        public object Get(string field)
        {
            switch (field)
            {
                case "Name":
                    return person.Name;
                case "SmtpAddress":
                    return person.SmtpAddress;
                case "EmailAddress":
                    return person.Address;
                case "AddressType":
                    return person.AddressType;
                default:
                    return null;
            }
        }
    }
}
