namespace Simulator.Host.Model
{
    /// <summary>OlObjectClass and OlItemType, as far as the simulator has them.</summary>
    internal static class Kind
    {
        /// <summary>olApplication.</summary>
        public const int Application = 0;

        /// <summary>olNamespace.</summary>
        public const int NameSpace = 1;

        /// <summary>olFolder.</summary>
        public const int Folder = 2;

        /// <summary>olRecipient.</summary>
        public const int Recipient = 4;

        /// <summary>olAttachment.</summary>
        public const int Attachment = 5;

        /// <summary>olAddressEntry.</summary>
        public const int AddressEntry = 8;

        /// <summary>olFolders.</summary>
        public const int Folders = 15;

        /// <summary>olItems.</summary>
        public const int Items = 16;

        /// <summary>olRecipients.</summary>
        public const int Recipients = 17;

        /// <summary>olAttachments.</summary>
        public const int Attachments = 18;

        /// <summary>olAppointment.</summary>
        public const int Appointment = 26;

        /// <summary>olRecurrencePattern.</summary>
        public const int RecurrencePattern = 28;

        /// <summary>olExceptions.</summary>
        public const int Exceptions = 29;

        /// <summary>olException.</summary>
        public const int Exception = 30;

        /// <summary>olExplorer.</summary>
        public const int Explorer = 34;

        /// <summary>olInspector.</summary>
        public const int Inspector = 35;

        /// <summary>olUserProperties.</summary>
        public const int UserProperties = 38;

        /// <summary>olUserProperty.</summary>
        public const int UserProperty = 39;

        /// <summary>olContact.</summary>
        public const int Contact = 40;

        /// <summary>olMail.</summary>
        public const int Mail = 43;

        /// <summary>olPost.</summary>
        public const int Post = 45;

        /// <summary>olReport.</summary>
        public const int Report = 46;

        /// <summary>olTask.</summary>
        public const int Task = 48;

        /// <summary>olMeetingRequest.</summary>
        public const int MeetingRequest = 53;

        /// <summary>olExplorers.</summary>
        public const int Explorers = 60;

        /// <summary>olInspectors.</summary>
        public const int Inspectors = 61;

        /// <summary>olSelection.</summary>
        public const int Selection = 74;

        /// <summary>olAccount.</summary>
        public const int Account = 105;

        /// <summary>olAccounts.</summary>
        public const int Accounts = 106;

        /// <summary>olStore.</summary>
        public const int Store = 107;

        /// <summary>olStores.</summary>
        public const int Stores = 108;

        /// <summary>olExchangeUser.</summary>
        public const int ExchangeUser = 110;

        /// <summary>olPropertyAccessor.</summary>
        public const int PropertyAccessor = 112;

        /// <summary>olTable.</summary>
        public const int Table = 120;

        /// <summary>olRow.</summary>
        public const int Row = 121;

        /// <summary>olColumns.</summary>
        public const int Columns = 150;

        /// <summary>olCategory.</summary>
        public const int Category = 152;

        /// <summary>olCategories.</summary>
        public const int Categories = 153;

        /// <summary>olColumn.</summary>
        public const int Column = 154;

        /// <summary>olClassTimeZone.</summary>
        public const int TimeZone = 174;

        /// <summary>olClassTimeZones.</summary>
        public const int TimeZones = 175;

        /// <summary>olMailItem, of OlItemType.</summary>
        public const int MailItem = 0;

        /// <summary>olAppointmentItem, of OlItemType.</summary>
        public const int AppointmentItem = 1;

        /// <summary>olContactItem, of OlItemType.</summary>
        public const int ContactItem = 2;

        /// <summary>olTaskItem, of OlItemType.</summary>
        public const int TaskItem = 3;

        /// <summary>olPostItem, of OlItemType.</summary>
        public const int PostItem = 6;
    }
}
