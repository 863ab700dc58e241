using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>Why a call could not be carried out.</summary>
    [DataContract]
    public sealed class ErrorRecord
    {
        [DataMember(Name = "kind")] public string Kind;
        [DataMember(Name = "hresult")] public string HResult;
        [DataMember(Name = "text")] public string Text;
    }
}
