using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>One attendee, as the cell Recipients lists them.</summary>
    [DataContract]
    public sealed class AttendeeRecord
    {
        /// <summary>The SMTP address, or the name where Outlook knows none.</summary>
        [DataMember(Name = "address")] public string Address = "";
        /// <summary>OlResponseStatus.</summary>
        [DataMember(Name = "response")] public int Response;
    }
}
