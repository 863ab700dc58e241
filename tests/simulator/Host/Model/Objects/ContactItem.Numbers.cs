namespace Simulator.Host.Model.Objects
{
    /// <content>Telephone numbers, as they were written.</content>
    public sealed partial class ContactItem
    {
        public string BusinessTelephoneNumber
        {
            get { return Text("BusinessTelephoneNumber"); }
            set { Put("BusinessTelephoneNumber", value ?? ""); }
        }

        public string Business2TelephoneNumber
        {
            get { return Text("Business2TelephoneNumber"); }
            set { Put("Business2TelephoneNumber", value ?? ""); }
        }

        public string BusinessFaxNumber
        {
            get { return Text("BusinessFaxNumber"); }
            set { Put("BusinessFaxNumber", value ?? ""); }
        }

        public string CompanyMainTelephoneNumber
        {
            get { return Text("CompanyMainTelephoneNumber"); }
            set { Put("CompanyMainTelephoneNumber", value ?? ""); }
        }

        public string AssistantTelephoneNumber
        {
            get { return Text("AssistantTelephoneNumber"); }
            set { Put("AssistantTelephoneNumber", value ?? ""); }
        }

        public string HomeTelephoneNumber
        {
            get { return Text("HomeTelephoneNumber"); }
            set { Put("HomeTelephoneNumber", value ?? ""); }
        }

        public string Home2TelephoneNumber
        {
            get { return Text("Home2TelephoneNumber"); }
            set { Put("Home2TelephoneNumber", value ?? ""); }
        }

        public string HomeFaxNumber
        {
            get { return Text("HomeFaxNumber"); }
            set { Put("HomeFaxNumber", value ?? ""); }
        }

        public string MobileTelephoneNumber
        {
            get { return Text("MobileTelephoneNumber"); }
            set { Put("MobileTelephoneNumber", value ?? ""); }
        }

        public string OtherTelephoneNumber
        {
            get { return Text("OtherTelephoneNumber"); }
            set { Put("OtherTelephoneNumber", value ?? ""); }
        }

        public string OtherFaxNumber
        {
            get { return Text("OtherFaxNumber"); }
            set { Put("OtherFaxNumber", value ?? ""); }
        }

        public string PrimaryTelephoneNumber
        {
            get { return Text("PrimaryTelephoneNumber"); }
            set { Put("PrimaryTelephoneNumber", value ?? ""); }
        }

        public string CallbackTelephoneNumber
        {
            get { return Text("CallbackTelephoneNumber"); }
            set { Put("CallbackTelephoneNumber", value ?? ""); }
        }

        public string CarTelephoneNumber
        {
            get { return Text("CarTelephoneNumber"); }
            set { Put("CarTelephoneNumber", value ?? ""); }
        }

        public string PagerNumber
        {
            get { return Text("PagerNumber"); }
            set { Put("PagerNumber", value ?? ""); }
        }

        public string RadioTelephoneNumber
        {
            get { return Text("RadioTelephoneNumber"); }
            set { Put("RadioTelephoneNumber", value ?? ""); }
        }
    }
}
