using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Inspectors.Records;

namespace OutlookCrm.Forms
{
    /// <summary>A change to an open window; what is null stays as it is.</summary>
    [DataContract]
    public sealed class WindowPatch
    {
        [DataMember(Name = "window")] public string Name = "";
        [DataMember(Name = "values")] public Dictionary<string, object> Values;
        [DataMember(Name = "errors")] public Dictionary<string, string> Errors;
        [DataMember(Name = "choices")] public Dictionary<string, ChoiceRecord[]> Choices;
        [DataMember(Name = "enabled")] public Dictionary<string, bool> Enabled;
        [DataMember(Name = "fields")] public Dictionary<string, FieldPatch> Fields;
        /// <summary>What a picker's search found; its cell is the field's name.</summary>
        [DataMember(Name = "found")] public FoundRows Found;
        [DataMember(Name = "message")] public string Message;
        [DataMember(Name = "busy")] public bool? Busy;
        [DataMember(Name = "close")] public bool Close;
    }
}
