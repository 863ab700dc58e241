using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>A mail account of the profile.</summary>
    [DataContract]
    public sealed class AccountRecord
    {
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "address")] public string Address;
        [DataMember(Name = "store")] public string Store;
    }
}
