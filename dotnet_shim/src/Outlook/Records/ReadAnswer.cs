using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>The answer of Read; Later are ids for which this answer had no room.</summary>
    [DataContract]
    public sealed class ReadAnswer
    {
        [DataMember(Name = "items")] public List<ItemRecord> Items = new List<ItemRecord>();
        [DataMember(Name = "missing")] public List<string> Missing = new List<string>();
        [DataMember(Name = "unreadable")] public List<UnreadableRecord> Unreadable = new List<UnreadableRecord>();
        [DataMember(Name = "later")] public List<string> Later = new List<string>();
    }
}
