using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>What makes an item a series.</summary>
    [DataContract]
    public sealed class SeriesRecord
    {
        [DataMember(Name = "pattern")] public PatternRecord Pattern;
        [DataMember(Name = "exceptions")] public List<ExceptionRecord> Exceptions = new List<ExceptionRecord>();
    }
}
