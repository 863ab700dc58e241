using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>An item that is there and cannot be read.</summary>
    [DataContract]
    public sealed class UnreadableRecord
    {
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "hresult")] public string HResult;
    }
}
