using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>A folder that holds mails.</summary>
    [DataContract]
    public sealed class MailFolderRecord
    {
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "path")] public string Path;
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "account")] public string Account;
        [DataMember(Name = "place")] public string Place;
    }
}
