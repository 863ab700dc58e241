using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>How a field of an open window is described anew; what is null stays as it is.</summary>
    [DataContract]
    public sealed class FieldPatch
    {
        [DataMember(Name = "label")] public string Label;
        [DataMember(Name = "hint")] public string Hint;
        [DataMember(Name = "hidden")] public bool? Hidden;
    }
}
