using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>A folder by its ids.</summary>
    [DataContract]
    public sealed class FolderPlace
    {
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
    }
}
