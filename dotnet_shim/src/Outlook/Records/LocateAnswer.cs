using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>The answer of Locate, in the order asked.</summary>
    [DataContract]
    public sealed class LocateAnswer
    {
        [DataMember(Name = "found")] public FoundRecord[] Found;
    }
}
