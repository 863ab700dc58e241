using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Sets the cells of an open contact.</summary>
    public sealed class ContactWriter : CellWriter
    {
        /// <summary>Writes what the question holds and nothing else.</summary>
        public ContactWriter(OutlookSession outlook, Question question)
            : base(outlook, question)
        {
        }

        /// <inheritdoc />
        protected override void Set(Dictionary<string, Cell> cells, object opened)
        {
            dynamic contact = opened;
            foreach (KeyValuePair<string, Cell> cell in cells) SetOne(contact, cell.Key, cell.Value);
        }

        private static void SetOne(dynamic contact, string name, Cell cell)
        {
            switch (name)
            {
                case "FirstName": contact.FirstName = cell.Text; break;
                case "LastName": contact.LastName = cell.Text; break;
                case "CompanyName": contact.CompanyName = cell.Text; break;
                case "JobTitle": contact.JobTitle = cell.Text; break;
                case "Email1Address": contact.Email1Address = cell.Text; break;
                case "BusinessTelephoneNumber": contact.BusinessTelephoneNumber = cell.Text; break;
                case "MobileTelephoneNumber": contact.MobileTelephoneNumber = cell.Text; break;
                case "BusinessAddressStreet": contact.BusinessAddressStreet = cell.Text; break;
                case "BusinessAddressPostalCode": contact.BusinessAddressPostalCode = cell.Text; break;
                case "BusinessAddressCity": contact.BusinessAddressCity = cell.Text; break;
                case "BusinessAddressCountry": contact.BusinessAddressCountry = cell.Text; break;
                case "WebPage": contact.WebPage = cell.Text; break;
            }
        }
    }
}
