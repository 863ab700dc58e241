using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>One page of a folder's table.</summary>
    [DataContract]
    public sealed class ScanAnswer
    {
        [DataMember(Name = "rows")] public RowRecord[] Rows;
        [DataMember(Name = "next")] public string Next;
        [DataMember(Name = "total")] public int Total;
    }
}
