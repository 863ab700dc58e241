using System.Runtime.Serialization;

namespace OutlookCrm.Ribbon
{
    /// <summary>What one ribbon control shows; null means Office's own default.</summary>
    [DataContract]
    public sealed class ControlState
    {
        [DataMember(Name = "label")] public string Label;
        [DataMember(Name = "screentip")] public string Screentip;
        [DataMember(Name = "supertip")] public string Supertip;
        [DataMember(Name = "image")] public string Image;
        [DataMember(Name = "enabled")] public bool? Enabled;
        [DataMember(Name = "visible")] public bool? Visible;

        /// <summary>Whether Office need not ask again.</summary>
        public bool SameAs(ControlState other) =>
            other != null && Label == other.Label && Screentip == other.Screentip && Supertip == other.Supertip
            && Image == other.Image && Enabled == other.Enabled && Visible == other.Visible;
    }
}
