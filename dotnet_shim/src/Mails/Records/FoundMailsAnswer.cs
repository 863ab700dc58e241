using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>What FindMails found.</summary>
    [DataContract]
    public sealed class FoundMailsAnswer
    {
        [DataMember(Name = "found")] public List<FoundMailRecord> Found = new List<FoundMailRecord>();
    }
}
