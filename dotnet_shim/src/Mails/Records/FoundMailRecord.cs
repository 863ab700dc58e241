using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>Where a mail with such a message id lies.</summary>
    [DataContract]
    public sealed class FoundMailRecord
    {
        [DataMember(Name = "message_id")] public string MessageId;
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "id")] public string Id;
    }
}
