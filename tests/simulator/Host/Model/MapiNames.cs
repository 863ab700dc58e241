using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;

namespace Simulator.Host.Model
{
    /// <summary>
    /// MAPI's names of properties, and the fields that hold them: a known property is kept under
    /// Outlook's own name, any other under its MAPI name without the type (ids: MS-OXPROPS).
    /// </summary>
    internal static class MapiNames
    {
        /// <summary>The namespace in which user properties live (PS_PUBLIC_STRINGS).</summary>
        public const string UserNamespace = "mapi/string/{00020329-0000-0000-C000-000000000046}/";

        /// <summary>The rights of the user, a computed field.</summary>
        public const string Access = "access";

        /// <summary>The containing folder's EntryID, a computed field.</summary>
        public const string ParentId = "parent id";

        /// <summary>The store's id, a computed field.</summary>
        public const string StoreId = "store id";

        /// <summary>What an item and its copies share, wherever they are moved.</summary>
        public const string SearchKey = "search key";

        /// <summary>GlobalAppointmentID without an occurrence's date, a computed field.</summary>
        public const string CleanGlobalId = "clean global id";

        private const string Prefix = "http://schemas.microsoft.com/";
        private const string Tag = "mapi/proptag/0x";
        private const string Appointment = "mapi/id/{00062002-0000-0000-C000-000000000046}/";
        private const string Meeting = "mapi/id/{6ED8DA90-450B-101B-98DA-00AA003F1305}/";
        private const string Contact = "mapi/id/{00062004-0000-0000-C000-000000000046}/";
        private const string Task = "mapi/id/{00062003-0000-0000-C000-000000000046}/";
        private const string Common = "mapi/id/{00062008-0000-0000-C000-000000000046}/";

        private static readonly Dictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            { Tag + "001A", "MessageClass" }, { Tag + "0037", "Subject" }, { Tag + "1000", "Body" },
            { Tag + "0017", "Importance" }, { Tag + "0036", "Sensitivity" }, { Tag + "3001", "Name" },
            { Tag + "3007", "CreationTime" }, { Tag + "3008", "LastModificationTime" },
            { Tag + "0FFF", "EntryID" }, { Tag + "6670", "EntryID" }, { Tag + "0FF4", Access },
            { Tag + "300B", SearchKey }, { Tag + "0E09", ParentId }, { Tag + "0FFB", StoreId },
            { Appointment + "820D", "Start" }, { Appointment + "820E", "End" }, { Appointment + "8215", "AllDayEvent" },
            { Appointment + "8208", "Location" }, { Appointment + "8205", "BusyStatus" },
            { Appointment + "8223", "IsRecurring" }, { Appointment + "8217", "MeetingStatus" },
            { Appointment + "8218", "ResponseStatus" },
            { Meeting + "0003", "GlobalAppointmentID" }, { Meeting + "0023", CleanGlobalId },
            { Common + "8503", "ReminderSet" }, { Common + "8501", "ReminderMinutesBeforeStart" },
            { Tag + "0E07", MessageFlags.Field }, { Tag + "0039", "SentOn" }, { Tag + "0E06", "ReceivedTime" },
            { Tag + "0C1A", "SenderName" }, { Tag + "0C1F", "SenderEmailAddress" }, { Tag + "0C1E", "SenderEmailType" },
            { Tag + "5D01", "SenderSmtpAddress" }, { Tag + "0042", "SentOnBehalfOfName" },
            { Tag + "39FE", "SmtpAddress" }, { Tag + "3003", "EmailAddress" }, { Tag + "3002", "AddressType" },
            { Tag + "0C15", "RecipientType" }, { Tag + "5FFF", "TrackStatus" },
            { Tag + "3701", "AttachmentContent" }, { Tag + "3707", "AttachmentFileName" },
            { Tag + "3A06", "FirstName" }, { Tag + "3A11", "LastName" }, { Tag + "3A44", "MiddleName" }, { Tag + "3A16", "CompanyName" },
            { Tag + "3A17", "JobTitle" }, { Tag + "3A08", "BusinessTelephoneNumber" }, { Tag + "3A1C", "MobileTelephoneNumber" },
            { Contact + "8005", "FileAs" }, { Contact + "8083", "Email1Address" }, { Contact + "8080", "Email1DisplayName" },
            { Contact + "8093", "Email2Address" }, { Contact + "80A3", "Email3Address" },
            { Task + "8101", "Status" }, { Task + "8104", "StartDate" }, { Task + "8105", "DueDate" }, { Task + "810F", "DateCompleted" },
            { "urn:schemas:calendar:dtstart", "Start" }, { "urn:schemas:calendar:dtend", "End" },
            { "urn:schemas:calendar:alldayevent", "AllDayEvent" }, { "urn:schemas:calendar:location", "Location" },
            { "urn:schemas:httpmail:subject", "Subject" }, { "urn:schemas:httpmail:textdescription", "Body" },
            { "DAV:getlastmodified", "LastModificationTime" }, { "DAV:creationdate", "CreationTime" },
            { "urn:schemas-microsoft-com:office:office#Keywords", "Categories" },
        };

        private static readonly HashSet<string> Hexadecimal = new HashSet<string>
        {
            "EntryID", "GlobalAppointmentID", CleanGlobalId, ParentId, StoreId, SearchKey,
        };

        private static readonly HashSet<string> Fixed = new HashSet<string>
        {
            "EntryID", "CreationTime", "LastModificationTime", "GlobalAppointmentID", CleanGlobalId, Access, ParentId, StoreId, SearchKey,
        };

        /// <summary>Whether a name is one of MAPI's, as against Outlook's own short ones.</summary>
        public static bool IsSchema(string name)
        {
            return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || Known.ContainsKey(name);
        }

        /// <summary>The field of a schema name; an ArgumentException for what is none.</summary>
        public static string FieldOf(string name)
        {
            if (!IsSchema(name))
            {
                throw ComError.Of(ComError.BadArgument, "the property \"" + name + "\" is unknown or cannot be found");
            }
            var id = WithoutType(name.Substring(name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? Prefix.Length : 0));
            string field;
            return Known.TryGetValue(id, out field) ? field : id;
        }

        /// <summary>Whether MAPI has the field as bytes and Outlook as hexadecimal text.</summary>
        public static bool IsHexadecimal(string field)
        {
            return Hexadecimal.Contains(field);
        }

        /// <summary>Whether the field can only be read.</summary>
        public static bool IsFixed(string field)
        {
            return Fixed.Contains(field);
        }

        /// <summary>Bytes of hexadecimal text.</summary>
        public static byte[] Bytes(string hexadecimal)
        {
            return Enumerable.Range(0, hexadecimal.Length / 2)
                .Select(at => Convert.ToByte(hexadecimal.Substring(2 * at, 2), 16)).ToArray();
        }

        /// <summary>Upper-case hexadecimal text of bytes.</summary>
        public static string Hexadecimals(byte[] bytes)
        {
            return BitConverter.ToString(bytes).Replace("-", "");
        }

        // .../proptag/0x0037001F, .../id/{...}/820D0040, .../string/{...}/name[/0x0000001F]
        private static string WithoutType(string id)
        {
            if (id.StartsWith("mapi/string/", StringComparison.OrdinalIgnoreCase))
            {
                var end = id.LastIndexOf("/0x", StringComparison.OrdinalIgnoreCase);
                return end > 0 && end == id.Length - "/0x0000001F".Length ? id.Substring(0, end) : id;
            }
            return id.StartsWith("mapi/", StringComparison.OrdinalIgnoreCase) && id.Length > 4 ? id.Substring(0, id.Length - 4) : id;
        }
    }
}
