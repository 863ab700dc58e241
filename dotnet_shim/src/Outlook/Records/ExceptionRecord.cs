using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>An occurrence that is not as the rule has it: changed, deleted, or unreadable, which is neither.</summary>
    [DataContract]
    public sealed class ExceptionRecord
    {
        [DataMember(Name = "date")] public string Date;
        [DataMember(Name = "state")] public string State;
        [DataMember(Name = "digest", EmitDefaultValue = false)] public string Digest;
        [DataMember(Name = "hresult", EmitDefaultValue = false)] public string HResult;
        [DataMember(Name = "cells", EmitDefaultValue = false)] public Dictionary<string, Cell> Cells;
    }
}
