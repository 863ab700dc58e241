using System.Runtime.Serialization;

namespace OutlookCrm.Shell
{
    /// <summary>What Outlook's thread spent on us until Python was started.</summary>
    [DataContract]
    public sealed class StartupFacts
    {
        [DataMember(Name = "on_connection_ms")] public double OnConnection;
        [DataMember(Name = "on_startup_complete_ms")] public double OnStartupComplete;

        /// <summary>Both, and every ribbon callback and tick up to the start of Python's thread.</summary>
        [DataMember(Name = "total_ms")] public double Total;
    }
}
