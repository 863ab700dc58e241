using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>A change to what the pane shows; what is null stays as it is.</summary>
    [DataContract]
    public sealed class PaneUpdate
    {
        [DataMember(Name = "session")] public string Session = "";
        [DataMember(Name = "message")] public string Message;
        /// <summary>How values read, by cell.</summary>
        [DataMember(Name = "texts")] public Dictionary<string, Dictionary<string, string>> Texts;
        [DataMember(Name = "found")] public FoundRows Found;
    }
}
