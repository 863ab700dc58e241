using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>One row of a pick list.</summary>
    [DataContract]
    public sealed class ChoiceRecord
    {
        [DataMember(Name = "value")] public string Value = "";
        [DataMember(Name = "text")] public string Text = "";

        /// <summary>What a list box shows and a screen reader says.</summary>
        public override string ToString() => Text;
    }
}
