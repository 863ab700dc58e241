using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>Whom a mail comes from or goes to; Kind is OlMailRecipientType, 0 for the sender.</summary>
    [DataContract]
    public sealed class PersonRecord
    {
        [DataMember(Name = "kind")] public int Kind;
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "address")] public string Address;
    }
}
