using System.Runtime.Serialization;

namespace OutlookCrm.Shell
{
    /// <summary>What the watchdog over slices measured.</summary>
    [DataContract]
    public sealed class SliceFacts
    {
        [DataMember(Name = "longest_ms")] public double Longest;
        [DataMember(Name = "worst_share_percent")] public double WorstShare;
        [DataMember(Name = "count")] public int Count;
    }
}
