using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>A folder for appointments or contacts, and what may be done in it.</summary>
    [DataContract]
    public sealed class CalendarRecord
    {
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "path")] public string Path;
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "account")] public string Account;
        [DataMember(Name = "kind")] public string Kind;
        [DataMember(Name = "writable")] public bool Writable;
        [DataMember(Name = "default")] public bool Default;
    }
}
