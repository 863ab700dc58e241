using System;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A person or company in the address book.</summary>
    public sealed partial class ContactItem : OutlookItem
    {
        private static readonly DateTime NoDate = new DateTime(4501, 1, 1);
        private static readonly string[] Parts = { "Title", "FirstName", "MiddleName", "LastName", "Suffix" };

        internal ContactItem(Core core, ItemState state)
            : base(core, Kind.Contact, state)
        {
        }

        public string Title
        {
            get { return Text("Title"); }
            set { PutName("Title", value); }
        }

        public string FirstName
        {
            get { return Text("FirstName"); }
            set { PutName("FirstName", value); }
        }

        public string MiddleName
        {
            get { return Text("MiddleName"); }
            set { PutName("MiddleName", value); }
        }

        public string LastName
        {
            get { return Text("LastName"); }
            set { PutName("LastName", value); }
        }

        public string Suffix
        {
            get { return Text("Suffix"); }
            set { PutName("Suffix", value); }
        }

        /// <summary>Put together from its parts; setting it takes it apart: first, middle and last name.</summary>
        public string FullName
        {
            get { return Text("FullName"); }
            set { TakeApart(value ?? ""); }
        }

        public string LastNameAndFirstName
        {
            get { return Joined(", ", "LastName", "FirstName"); }
        }

        public string CompanyAndFullName
        {
            get { return Joined("\r\n", "CompanyName", "FullName"); }
        }

        /// <summary>Last name first, until it is set to something else.</summary>
        public string FileAs
        {
            get { return State.Get("FileAs") == null ? LastNameAndFirstName : Text("FileAs"); }
            set { Put("FileAs", value ?? ""); }
        }

        public string NickName
        {
            get { return Text("NickName"); }
            set { Put("NickName", value ?? ""); }
        }

        public string Initials
        {
            get { return Text("Initials"); }
            set { Put("Initials", value ?? ""); }
        }

        public string CompanyName
        {
            get { return Text("CompanyName"); }
            set { Put("CompanyName", value ?? ""); }
        }

        public string Department
        {
            get { return Text("Department"); }
            set { Put("Department", value ?? ""); }
        }

        public string JobTitle
        {
            get { return Text("JobTitle"); }
            set { Put("JobTitle", value ?? ""); }
        }

        public string Profession
        {
            get { return Text("Profession"); }
            set { Put("Profession", value ?? ""); }
        }

        public string OfficeLocation
        {
            get { return Text("OfficeLocation"); }
            set { Put("OfficeLocation", value ?? ""); }
        }

        public string ManagerName
        {
            get { return Text("ManagerName"); }
            set { Put("ManagerName", value ?? ""); }
        }

        public string AssistantName
        {
            get { return Text("AssistantName"); }
            set { Put("AssistantName", value ?? ""); }
        }

        public string Spouse
        {
            get { return Text("Spouse"); }
            set { Put("Spouse", value ?? ""); }
        }

        public string Children
        {
            get { return Text("Children"); }
            set { Put("Children", value ?? ""); }
        }

        public string Hobby
        {
            get { return Text("Hobby"); }
            set { Put("Hobby", value ?? ""); }
        }

        public string CustomerID
        {
            get { return Text("CustomerID"); }
            set { Put("CustomerID", value ?? ""); }
        }

        public string Account
        {
            get { return Text("Account"); }
            set { Put("Account", value ?? ""); }
        }

        public string User1
        {
            get { return Text("User1"); }
            set { Put("User1", value ?? ""); }
        }

        public string User2
        {
            get { return Text("User2"); }
            set { Put("User2", value ?? ""); }
        }

        public string User3
        {
            get { return Text("User3"); }
            set { Put("User3", value ?? ""); }
        }

        public string User4
        {
            get { return Text("User4"); }
            set { Put("User4", value ?? ""); }
        }

        /// <summary>1 January 4501 for none.</summary>
        public DateTime Birthday
        {
            get { return Date("Birthday"); }
            set { Put("Birthday", value.Date); }
        }

        /// <summary>1 January 4501 for none.</summary>
        public DateTime Anniversary
        {
            get { return Date("Anniversary"); }
            set { Put("Anniversary", value.Date); }
        }

        /// <summary>OlGender.</summary>
        public int Gender
        {
            get { return Number("Gender"); }
            set { PutWithin("Gender", value, 0, 2); }
        }

        public bool HasPicture
        {
            get { return Flag("HasPicture"); }
        }

        internal static Dictionary<string, object> Defaults(Core core)
        {
            return new Dictionary<string, object>
            {
                { "Subject", "" }, { "Body", "" }, { "Importance", 1 }, { "Sensitivity", 0 }, { "FullName", "" },
            };
        }

        private void PutName(string part, string value)
        {
            Put(part, value ?? "");
            Put("FullName", Joined(" ", Parts));
            Put("Subject", Text("FullName"));
        }

        private void TakeApart(string full)
        {
            var words = full.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
            Put("Title", "");
            Put("Suffix", "");
            Put("FirstName", words.Length > 1 ? words[0] : "");
            Put("MiddleName", string.Join(" ", words.Skip(1).Take(words.Length - 2)));
            PutName("LastName", words.LastOrDefault());
        }

        private string Joined(string by, params string[] fields)
        {
            return string.Join(by, fields.Select(Text).Where(text => text != ""));
        }

        // A date is the same everywhere: it is kept as it was set, not in UTC.
        private DateTime Date(string name)
        {
            var date = Of<DateTime>(name);
            return date == default(DateTime) ? NoDate : date;
        }
    }
}
