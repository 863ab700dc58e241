using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>A click in a context menu, and the items that it was made on.</summary>
    [DataContract]
    public sealed class ItemsClick
    {
        [DataMember(Name = "control")] public string Control = "";
        [DataMember(Name = "ids")] public string[] Ids = new string[0];
    }
}
