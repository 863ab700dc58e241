using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>A click in a context menu, the items that it was made on, and the folder of the first of them.</summary>
    [DataContract]
    public sealed class ItemsClick
    {
        [DataMember(Name = "control")] public string Control = "";
        [DataMember(Name = "store")] public string Store = "";
        [DataMember(Name = "folder")] public string Folder = "";
        /// <summary>How many were chosen: without ids, too many.</summary>
        [DataMember(Name = "count")] public int Count;
        [DataMember(Name = "ids")] public string[] Ids = new string[0];
    }
}
