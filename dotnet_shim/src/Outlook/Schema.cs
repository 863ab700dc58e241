namespace OutlookCrm.Outlook
{
    /// <summary>
    /// Names of MAPI properties as PropertyAccessor and Table take them. Ids and types: MS-OXPROPS;
    /// times come in UTC when asked for by these names.
    /// </summary>
    public static class Schema
    {
        private const string Tag = "http://schemas.microsoft.com/mapi/proptag/0x";
        private const string Appointment =
            "http://schemas.microsoft.com/mapi/id/{00062002-0000-0000-C000-000000000046}/";
        private const string Meeting =
            "http://schemas.microsoft.com/mapi/id/{6ED8DA90-450B-101B-98DA-00AA003F1305}/";
        private const string Address =
            "http://schemas.microsoft.com/mapi/id/{00062004-0000-0000-C000-000000000046}/";
        private const string Ours =
            "http://schemas.microsoft.com/mapi/string/{6F1C9E52-3B7A-4C55-9D0E-5A0B7C2E41D8}/";
        private const string Unicode = "/0x0000001F"; // a table knows a string property's type by this alone

        /// <summary>PidTagLastModificationTime.</summary>
        public const string Modified = Tag + "30080040";
        /// <summary>PidTagCreationTime.</summary>
        public const string Created = Tag + "30070040";
        /// <summary>PidTagAccess: what the user may do with an item or folder.</summary>
        public const string Access = Tag + "0FF40003";
        /// <summary>PidTagSmtpAddress, of a recipient.</summary>
        public const string SmtpAddress = Tag + "39FE001F";
        /// <summary>The entry id a table hands out that outlives the session.</summary>
        public const string LongTermId = Tag + "66700102";
        /// <summary>PidTagSearchKey, binary: stays when an item is moved, and is its copies', too.</summary>
        public const string SearchKey = Tag + "300B0102";
        /// <summary>PidLidGlobalObjectId, binary.</summary>
        public const string GlobalId = Meeting + "00030102";
        /// <summary>PidLidAppointmentStartWhole.</summary>
        public const string Start = Appointment + "820D0040";
        /// <summary>PidLidAppointmentEndWhole.</summary>
        public const string End = Appointment + "820E0040";
        /// <summary>PidLidRecurring.</summary>
        public const string Recurring = Appointment + "8223000B";
        /// <summary>PidLidAppointmentRecur: the pattern as it is stored (MS-OXOCAL).</summary>
        public const string Recurrence = Appointment + "82160102";
        /// <summary>Filter: appointments and the forms derived from them (PidTagMessageClass).</summary>
        public const string AppointmentsOnly = "@SQL=\"" + Tag + "001A001F\" LIKE 'IPM.Appointment%'";

        /// <summary>Filter: contacts and the forms derived from them; groups are IPM.DistList.</summary>
        public const string ContactsOnly = "@SQL=\"" + Tag + "001A001F\" LIKE 'IPM.Contact%'";
        /// <summary>Filter: tasks; requests for tasks are IPM.TaskRequest.</summary>
        public const string TasksOnly = "@SQL=\"" + Tag + "001A001F\" LIKE 'IPM.Task%'";
        /// <summary>PidLidEmail1EmailAddress, PidLidEmail2EmailAddress, PidLidEmail3EmailAddress.</summary>
        public static readonly string[] Addresses =
            { Address + "8083001F", Address + "8093001F", Address + "80A3001F" };

        /// <summary>MAPI_ACCESS_MODIFY, of an item.</summary>
        public const int MayModify = 0x01;
        /// <summary>MAPI_ACCESS_CREATE_CONTENTS, of a folder.</summary>
        public const int MayCreate = 0x10;

        /// <summary>One of our named properties.</summary>
        public static string Own(string name) => Ours + name + Unicode;

        /// <summary>Filter: what changed at that UTC time of the seam or later.</summary>
        public static string ChangedSince(string instant) =>
            "@SQL=\"" + Modified + "\" >= '" + instant.Replace('T', ' ').TrimEnd('Z') + "'";

        /// <summary>The property that holds the stamp of a pairing.</summary>
        public static string Stamp(string pairing) => Own("link-" + pairing);
    }
}
