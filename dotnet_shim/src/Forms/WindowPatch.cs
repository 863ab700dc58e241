using System.Collections.Generic;
using System.Runtime.Serialization;

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
        [DataMember(Name = "message")] public string Message;
        [DataMember(Name = "busy")] public bool? Busy;
        [DataMember(Name = "close")] public bool Close;
    }
}
