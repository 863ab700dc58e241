using System.Linq;

namespace Simulator.Host.Model.Objects
{
    /// <content>Postal addresses.</content>
    public sealed partial class ContactItem
    {
        public string BusinessAddressStreet
        {
            get { return Text("BusinessAddressStreet"); }
            set { Put("BusinessAddressStreet", value ?? ""); }
        }

        public string BusinessAddressPostalCode
        {
            get { return Text("BusinessAddressPostalCode"); }
            set { Put("BusinessAddressPostalCode", value ?? ""); }
        }

        public string BusinessAddressCity
        {
            get { return Text("BusinessAddressCity"); }
            set { Put("BusinessAddressCity", value ?? ""); }
        }

        public string BusinessAddressState
        {
            get { return Text("BusinessAddressState"); }
            set { Put("BusinessAddressState", value ?? ""); }
        }

        public string BusinessAddressCountry
        {
            get { return Text("BusinessAddressCountry"); }
            set { Put("BusinessAddressCountry", value ?? ""); }
        }

        public string BusinessAddressPostOfficeBox
        {
            get { return Text("BusinessAddressPostOfficeBox"); }
            set { Put("BusinessAddressPostOfficeBox", value ?? ""); }
        }

        /// <summary>Put together from its parts.</summary>
        public string BusinessAddress
        {
            get { return Postal("Business"); }
        }

        public string HomeAddressStreet
        {
            get { return Text("HomeAddressStreet"); }
            set { Put("HomeAddressStreet", value ?? ""); }
        }

        public string HomeAddressPostalCode
        {
            get { return Text("HomeAddressPostalCode"); }
            set { Put("HomeAddressPostalCode", value ?? ""); }
        }

        public string HomeAddressCity
        {
            get { return Text("HomeAddressCity"); }
            set { Put("HomeAddressCity", value ?? ""); }
        }

        public string HomeAddressState
        {
            get { return Text("HomeAddressState"); }
            set { Put("HomeAddressState", value ?? ""); }
        }

        public string HomeAddressCountry
        {
            get { return Text("HomeAddressCountry"); }
            set { Put("HomeAddressCountry", value ?? ""); }
        }

        public string HomeAddressPostOfficeBox
        {
            get { return Text("HomeAddressPostOfficeBox"); }
            set { Put("HomeAddressPostOfficeBox", value ?? ""); }
        }

        /// <summary>Put together from its parts.</summary>
        public string HomeAddress
        {
            get { return Postal("Home"); }
        }

        public string OtherAddressStreet
        {
            get { return Text("OtherAddressStreet"); }
            set { Put("OtherAddressStreet", value ?? ""); }
        }

        public string OtherAddressPostalCode
        {
            get { return Text("OtherAddressPostalCode"); }
            set { Put("OtherAddressPostalCode", value ?? ""); }
        }

        public string OtherAddressCity
        {
            get { return Text("OtherAddressCity"); }
            set { Put("OtherAddressCity", value ?? ""); }
        }

        public string OtherAddressState
        {
            get { return Text("OtherAddressState"); }
            set { Put("OtherAddressState", value ?? ""); }
        }

        public string OtherAddressCountry
        {
            get { return Text("OtherAddressCountry"); }
            set { Put("OtherAddressCountry", value ?? ""); }
        }

        public string OtherAddressPostOfficeBox
        {
            get { return Text("OtherAddressPostOfficeBox"); }
            set { Put("OtherAddressPostOfficeBox", value ?? ""); }
        }

        /// <summary>Put together from its parts.</summary>
        public string OtherAddress
        {
            get { return Postal("Other"); }
        }

        /// <summary>OlMailingAddress: which of them is written to; 0 for none.</summary>
        public int SelectedMailingAddress
        {
            get { return Number("SelectedMailingAddress"); }
            set { PutWithin("SelectedMailingAddress", value, 0, 3); }
        }

        private string Postal(string which)
        {
            var city = Text(which + "AddressPostalCode") + "  " + Text(which + "AddressCity");
            var lines = new[]
            {
                Text(which + "AddressStreet"), Text(which + "AddressPostOfficeBox"), city.Trim(), Text(which + "AddressState"),
                Text(which + "AddressCountry"),
            };
            return string.Join("\r\n", lines.Where(line => line != ""));
        }
    }
}
