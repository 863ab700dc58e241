using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>One record that a search found.</summary>
    [DataContract]
    public sealed class FoundRow
    {
        [DataMember(Name = "value")] public string Value = "";
        /// <summary>How it reads when it is chosen.</summary>
        [DataMember(Name = "text")] public string Text = "";
        /// <summary>How it reads among the results.</summary>
        [DataMember(Name = "line")] public string Line = "";

        /// <summary>What a list box shows and a screen reader says.</summary>
        public override string ToString() => Line;
    }
}
