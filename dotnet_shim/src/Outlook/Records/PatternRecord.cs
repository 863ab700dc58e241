using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>A RecurrencePattern as plain values; times of day are those of the series' zone.</summary>
    [DataContract]
    public sealed class PatternRecord
    {
        [DataMember(Name = "type")] public int Type;
        [DataMember(Name = "interval")] public int Interval;
        [DataMember(Name = "mask")] public int Mask;
        [DataMember(Name = "day")] public int Day;
        [DataMember(Name = "month")] public int Month;
        [DataMember(Name = "instance")] public int Instance;
        [DataMember(Name = "first")] public string First;
        [DataMember(Name = "last")] public string Last;
        [DataMember(Name = "endless")] public bool Endless;
        [DataMember(Name = "start")] public string Start;
        [DataMember(Name = "duration")] public int Duration;
        [DataMember(Name = "zone")] public string Zone;
        [DataMember(Name = "head")] public string Head;

        /// <summary>One text for each pattern, for the digest.</summary>
        public override string ToString() => string.Join(
            "\t", Type, Interval, Mask, Day, Month, Instance, First, Last, Endless, Start, Duration, Zone, Head);
    }
}
