using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.People
{
    /// <summary>
    /// Finds who a text means: the user, a contact by name or address, or whoever an address names.
    /// Who shares the user's own domain is a colleague on the same Exchange.
    /// </summary>
    internal sealed class AddressBook
    {
        private static readonly Regex Written = new Regex(@"^\s*(?:""?(?<name>[^""<>]+?)""?\s*<(?<address>[^<>@\s]+@[^<>@\s]+)>|(?<address>[^<>@\s]+@[^<>@\s]+))\s*$");
        private readonly Core core;

        /// <summary>The address book of a profile.</summary>
        public AddressBook(Core core)
        {
            this.core = core;
        }

        /// <summary>Whose profile it is.</summary>
        public Person User
        {
            get
            {
                var own = OwnAddresses().First();
                return new Person(own, own, Person.ExchangeUser);
            }
        }

        /// <summary>Who the text means; null when nobody or several do.</summary>
        public Person Find(string text)
        {
            var found = Contacts().Where(person => Means(person, text)).GroupBy(person => person.SmtpAddress).Take(2).ToList();
            return found.Count == 1 ? found[0].First() : found.Count == 0 ? FromAddress(text) : null;
        }

        private static bool Means(Person person, string text)
        {
            var wanted = text.Trim();
            return string.Equals(person.Name, wanted, StringComparison.OrdinalIgnoreCase)
                || string.Equals(person.SmtpAddress, wanted, StringComparison.OrdinalIgnoreCase);
        }

        private static string DomainOf(string address)
        {
            return address.Substring(address.IndexOf('@') + 1);
        }

        private Person FromAddress(string text)
        {
            var match = Written.Match(text);
            if (!match.Success)
            {
                return null;
            }
            var address = match.Groups["address"].Value;
            var name = match.Groups["name"].Success ? match.Groups["name"].Value : address;
            var isColleague = OwnAddresses().Any(own => string.Equals(DomainOf(own), DomainOf(address), StringComparison.OrdinalIgnoreCase));
            return new Person(name, address, isColleague ? Person.ExchangeUser : Person.Smtp);
        }

        private IEnumerable<Person> Contacts()
        {
            return core.Mailbox.All
                .Where(record => record.Kind == RecordKind.Item && record.Text("MessageClass").StartsWith("IPM.Contact", StringComparison.Ordinal))
                .Where(record => record.Text("Email1Address") != "" && !core.IsInBin(core.Mailbox[record.Parent]))
                .Select(record => new Person(record.Text("FullName"), record.Text("Email1Address"), Person.Contact));
        }

        private IEnumerable<string> OwnAddresses()
        {
            return core.Mailbox.In(0, RecordKind.Store).OrderBy(store => store.Key)
                .Select(store => store.Text(Field.Address)).Where(address => address != "");
        }
    }
}
