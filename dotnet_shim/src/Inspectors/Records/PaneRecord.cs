using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>The activity pane as Python describes it.</summary>
    [DataContract]
    public sealed class PaneRecord
    {
        [DataMember(Name = "title")] public string Title = "";
        [DataMember(Name = "message")] public string Message = "";
        [DataMember(Name = "fields")] public PaneField[] Fields = new PaneField[0];
    }
}
