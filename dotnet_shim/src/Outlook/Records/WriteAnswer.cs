using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>What became of a write.</summary>
    [DataContract]
    public sealed class WriteAnswer
    {
        [DataMember(Name = "fate")] public string Fate;
        [DataMember(Name = "item")] public ItemRecord Item;
        [DataMember(Name = "reason")] public string Reason;
        [DataMember(Name = "hresult")] public string HResult;
    }
}
