using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads one open contact into a record, cell by cell.</summary>
    public sealed class ContactReader : RecordReader
    {
        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox.</summary>
        public ContactReader(string pairing, string mailbox)
            : base(pairing, mailbox)
        {
        }

        /// <inheritdoc />
        protected override void Complete(ItemRecord record, object opened)
        {
            dynamic contact = opened;
            record.Cells = new Dictionary<string, Cell>
            {
                { "FirstName", Try(() => OfText(contact.FirstName)) },
                { "LastName", Try(() => OfText(contact.LastName)) },
                { "CompanyName", Try(() => OfText(contact.CompanyName)) },
                { "JobTitle", Try(() => OfText(contact.JobTitle)) },
                { "Email1Address", Try(() => OfText(contact.Email1Address)) },
                { "BusinessTelephoneNumber", Try(() => OfText(contact.BusinessTelephoneNumber)) },
                { "MobileTelephoneNumber", Try(() => OfText(contact.MobileTelephoneNumber)) },
                { "BusinessAddressStreet", Try(() => OfText(contact.BusinessAddressStreet)) },
                { "BusinessAddressPostalCode", Try(() => OfText(contact.BusinessAddressPostalCode)) },
                { "BusinessAddressCity", Try(() => OfText(contact.BusinessAddressCity)) },
                { "BusinessAddressCountry", Try(() => OfText(contact.BusinessAddressCountry)) },
                { "WebPage", Try(() => OfText(contact.WebPage)) },
            };
        }
    }
}
