using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>What became of a write to a mail; Id is that of a mail that was placed.</summary>
    [DataContract]
    public sealed class MailWriteAnswer
    {
        [DataMember(Name = "fate")] public string Fate;
        [DataMember(Name = "id")] public string Id = "";
        [DataMember(Name = "hresult")] public string HResult = "";
        [DataMember(Name = "reason")] public string Reason = "";
        /// <summary>Whether it would be sent so that it is never filed.</summary>
        [DataMember(Name = "sealed")] public bool Sealed;
        /// <summary>The account that would send, where it is no pairing's.</summary>
        [DataMember(Name = "stranger")] public string Stranger = "";
    }
}
