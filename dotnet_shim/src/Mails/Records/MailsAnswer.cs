using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails.Records
{
    /// <summary>What ReadMails found; Later is to be asked for again.</summary>
    [DataContract]
    public sealed class MailsAnswer
    {
        [DataMember(Name = "mails")] public List<MailRecord> Mails = new List<MailRecord>();
        [DataMember(Name = "missing")] public List<string> Missing = new List<string>();
        [DataMember(Name = "unreadable")] public List<UnreadableRecord> Unreadable = new List<UnreadableRecord>();
        [DataMember(Name = "later")] public List<string> Later = new List<string>();
    }
}
