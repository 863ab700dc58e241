using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>The answer of Calendars.</summary>
    [DataContract]
    public sealed class CalendarsAnswer
    {
        [DataMember(Name = "accounts")] public AccountRecord[] Accounts;
        [DataMember(Name = "calendars")] public CalendarRecord[] Calendars;
        [DataMember(Name = "contacts")] public CalendarRecord[] Contacts;
        [DataMember(Name = "tasks")] public CalendarRecord[] Tasks;
    }
}
