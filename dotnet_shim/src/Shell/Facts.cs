using System.Runtime.Serialization;

namespace OutlookCrm.Shell
{
    /// <summary>What IShell.Facts answers.</summary>
    [DataContract]
    public sealed class Facts
    {
        [DataMember(Name = "outlook_version")] public string OutlookVersion = "";
        [DataMember(Name = "bits")] public int Bits;
        [DataMember(Name = "ui_language")] public string UiLanguage = "";
        [DataMember(Name = "zone")] public string Zone = "";
        [DataMember(Name = "local_folder")] public string LocalFolder;
        [DataMember(Name = "roaming_folder")] public string RoamingFolder;
        /// <summary>Why Python did not start or ended early; "" while all is well.</summary>
        [DataMember(Name = "fault")] public string Fault = "";

        [DataMember(Name = "startup")] public StartupFacts Startup;
        [DataMember(Name = "slices")] public SliceFacts Slices;
    }
}
