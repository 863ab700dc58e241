using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Forms;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>One field of the pane: a choice of one value, or a picker of records; its value is the cell's.</summary>
    [DataContract]
    public sealed class PaneField
    {
        [DataMember(Name = "cell")] public string Cell = "";
        [DataMember(Name = "kind")] public string Kind = "";
        [DataMember(Name = "label")] public string Label = "";
        [DataMember(Name = "enabled")] public bool Enabled = true;
        [DataMember(Name = "hint")] public string Hint = "";
        [DataMember(Name = "choices")] public ChoiceRecord[] Choices = new ChoiceRecord[0];
        /// <summary>Of a picker: how many it holds, 0 (left out) for any number.</summary>
        [DataMember(Name = "most", EmitDefaultValue = false)] public int Most;
        /// <summary>Of a picker: the words for the chosen ones' list, for its results', and while it searches.</summary>
        [DataMember(Name = "chosen")] public string Chosen = "";
        [DataMember(Name = "results")] public string Results = "";
        [DataMember(Name = "busy")] public string Busy = "";
        /// <summary>Of a picker: the words of the button that takes a chosen one away.</summary>
        [DataMember(Name = "remove")] public string Remove = "";
        /// <summary>Of a picker: how chosen values read.</summary>
        [DataMember(Name = "texts")] public Dictionary<string, string> Texts = new Dictionary<string, string>();
    }
}
