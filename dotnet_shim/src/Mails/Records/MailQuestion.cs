using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails.Records
{
    /// <summary>What Python asks of mails; each call uses the parts that docs/seam.md names.</summary>
    [DataContract]
    public sealed class MailQuestion
    {
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "folders")] public FolderPlace[] Folders;
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "pairing")] public string Pairing;
        /// <summary>Pairings by the addresses of their accounts.</summary>
        [DataMember(Name = "pairings")] public Dictionary<string, string> Pairings;
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "ids")] public string[] Ids;
        [DataMember(Name = "index")] public int Index;
        [DataMember(Name = "stamp")] public string Stamp;
        [DataMember(Name = "category")] public string Category;
        [DataMember(Name = "message_ids")] public string[] MessageIds;
        [DataMember(Name = "session")] public string Session;
        [DataMember(Name = "wish")] public string Wish;
        [DataMember(Name = "key")] public string Key;
        [DataMember(Name = "path")] public string Path;
        [DataMember(Name = "mail")] public MailRecord Mail;
    }
}
