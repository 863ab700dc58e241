using System.Runtime.Serialization;
using OutlookCrm.Inspectors.Records;

namespace OutlookCrm.Forms
{
    /// <summary>One field of a described window (docs/seam.md, "Windows").</summary>
    [DataContract]
    public sealed class FieldRecord
    {
        [DataMember(Name = "name")] public string Name = "";
        [DataMember(Name = "kind")] public string Kind = "";
        [DataMember(Name = "label")] public string Label = "";
        [DataMember(Name = "value")] public object Value;
        [DataMember(Name = "choices")] public ChoiceRecord[] Choices;
        [DataMember(Name = "minimum")] public int Minimum;
        [DataMember(Name = "maximum")] public int Maximum;
        [DataMember(Name = "enabled")] public bool Enabled = true;
        [DataMember(Name = "hint")] public string Hint = "";
        [DataMember(Name = "notify")] public bool Notify;
        /// <summary>It is drawn when a patch asks for it.</summary>
        [DataMember(Name = "hidden")] public bool Hidden;

        /// <summary>Of a picker: its own words and what is chosen.</summary>
        [DataMember(Name = "picker")] public PaneField Picker;

        [OnDeserializing]
        private void SetDefaults(StreamingContext context)
        {
            Enabled = true; // the serializer runs no initializers
        }
    }
}
