using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>Names of a mail's MAPI properties (ids and types: MS-OXPROPS).</summary>
    public static class MailSchema
    {
        private const string Tag = "http://schemas.microsoft.com/mapi/proptag/0x";

        /// <summary>PidTagInternetMessageId.</summary>
        public const string MessageId = Tag + "1035001F";
        /// <summary>PidTagTransportMessageHeaders.</summary>
        public const string Headers = Tag + "007D001F";
        /// <summary>PidTagClientSubmitTime.</summary>
        public const string SentAt = Tag + "00390040";
        /// <summary>PidTagMessageDeliveryTime.</summary>
        public const string ReceivedAt = Tag + "0E060040";
        /// <summary>PidTagMessageSize.</summary>
        public const string Size = Tag + "0E080003";
        /// <summary>PidTagMessageFlags.</summary>
        public const string Flags = Tag + "0E070003";
        /// <summary>PidTagSenderName.</summary>
        public const string SenderName = Tag + "0C1A001F";
        /// <summary>PidTagSenderEmailAddress.</summary>
        public const string SenderAddress = Tag + "0C1F001F";
        /// <summary>PidTagSenderAddressType.</summary>
        public const string SenderType = Tag + "0C1E001F";
        /// <summary>PidTagSenderSmtpAddress.</summary>
        public const string SenderSmtp = Tag + "5D01001F";
        /// <summary>PidTagSentRepresentingSmtpAddress.</summary>
        public const string OnBehalfSmtp = Tag + "5D02001F";
        /// <summary>PidTagSentRepresentingName.</summary>
        public const string OnBehalfName = Tag + "0042001F";
        /// <summary>PidTagMessageClass.</summary>
        public const string StoredClass = Tag + "001A001F";
        /// <summary>PR_SECURITY_FLAGS, Outlook's own: 1 encrypted, 2 signed.</summary>
        public const string Security = Tag + "6E010003";
        /// <summary>PidTagAttachMimeTag.</summary>
        public const string MediaType = Tag + "370E001F";
        /// <summary>PidTagAttachContentId.</summary>
        public const string ContentId = Tag + "3712001F";
        /// <summary>PidTagAttachmentHidden.</summary>
        public const string Hidden = Tag + "7FFE000B";

        /// <summary>MSGFLAG_READ, and not MSGFLAG_UNSENT: a mail that arrived and was read.</summary>
        public const int ReadAndSent = 0x01;

        /// <summary>Where *File and send* leaves the user's wish.</summary>
        public static string Wish(string pairing) => Schema.Own("file-" + pairing);

        /// <summary>Which files of its record a placed mail has.</summary>
        public static string Brought(string pairing) => Schema.Own("brought-" + pairing);
    }
}
