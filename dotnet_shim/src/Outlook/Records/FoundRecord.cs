using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>Where an item went.</summary>
    [DataContract]
    public sealed class FoundRecord
    {
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "where")] public string Where;
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "permanent")] public bool Permanent;
    }
}
