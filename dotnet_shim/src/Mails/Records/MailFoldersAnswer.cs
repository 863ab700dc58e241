using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>What MailFolders found.</summary>
    [DataContract]
    public sealed class MailFoldersAnswer
    {
        [DataMember(Name = "folders")] public List<MailFolderRecord> Folders = new List<MailFolderRecord>();
    }
}
