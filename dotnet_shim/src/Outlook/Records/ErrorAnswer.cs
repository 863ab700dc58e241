using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>The answer of a call that could not be carried out.</summary>
    [DataContract]
    public sealed class ErrorAnswer
    {
        [DataMember(Name = "error")] public ErrorRecord Error;
    }
}
