using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>What Python learns of items that changed, or that are on their way out.</summary>
    [DataContract]
    public sealed class FolderCommand
    {
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "ids")] public string[] Ids;
        [DataMember(Name = "lost", EmitDefaultValue = false)] public bool? Lost;
        [DataMember(Name = "permanent", EmitDefaultValue = false)] public bool? Permanent;
    }
}
