namespace Simulator.Host.Model.Objects
{
    /// <content>Addresses on the net.</content>
    public sealed partial class ContactItem
    {
        /// <summary>SMTP; setting it alone shows it as the name too.</summary>
        public string Email1Address
        {
            get { return Text("Email1Address"); }
            set { PutMail("Email1", value ?? ""); }
        }

        public string Email1DisplayName
        {
            get { return Text("Email1DisplayName"); }
            set { Put("Email1DisplayName", value ?? ""); }
        }

        public string Email1AddressType
        {
            get { return Email1Address == "" ? "" : "SMTP"; }
        }

        /// <summary>SMTP; setting it alone shows it as the name too.</summary>
        public string Email2Address
        {
            get { return Text("Email2Address"); }
            set { PutMail("Email2", value ?? ""); }
        }

        public string Email2DisplayName
        {
            get { return Text("Email2DisplayName"); }
            set { Put("Email2DisplayName", value ?? ""); }
        }

        public string Email2AddressType
        {
            get { return Email2Address == "" ? "" : "SMTP"; }
        }

        /// <summary>SMTP; setting it alone shows it as the name too.</summary>
        public string Email3Address
        {
            get { return Text("Email3Address"); }
            set { PutMail("Email3", value ?? ""); }
        }

        public string Email3DisplayName
        {
            get { return Text("Email3DisplayName"); }
            set { Put("Email3DisplayName", value ?? ""); }
        }

        public string Email3AddressType
        {
            get { return Email3Address == "" ? "" : "SMTP"; }
        }

        public string IMAddress
        {
            get { return Text("IMAddress"); }
            set { Put("IMAddress", value ?? ""); }
        }

        public string WebPage
        {
            get { return Text("WebPage"); }
            set { Put("WebPage", value ?? ""); }
        }

        public string BusinessHomePage
        {
            get { return Text("BusinessHomePage"); }
            set { Put("BusinessHomePage", value ?? ""); }
        }

        public string PersonalHomePage
        {
            get { return Text("PersonalHomePage"); }
            set { Put("PersonalHomePage", value ?? ""); }
        }

        private void PutMail(string which, string address)
        {
            Put(which + "Address", address);
            Put(which + "DisplayName", address == "" ? "" : FullName == "" ? address : FullName + " (" + address + ")");
        }
    }
}
