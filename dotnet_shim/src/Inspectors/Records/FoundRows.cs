using System.Runtime.Serialization;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>The answer to one search of a picker, by the search's number.</summary>
    [DataContract]
    public sealed class FoundRows
    {
        [DataMember(Name = "cell")] public string Cell = "";
        [DataMember(Name = "number")] public int Number;
        [DataMember(Name = "rows")] public FoundRow[] Rows = new FoundRow[0];
        /// <summary>What is said below the rows; "" for nothing.</summary>
        [DataMember(Name = "note")] public string Note = "";
    }
}
