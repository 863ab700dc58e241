using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>One button; its role is default, cancel or plain.</summary>
    [DataContract]
    public sealed class ButtonRecord
    {
        [DataMember(Name = "name")] public string Name = "";
        [DataMember(Name = "text")] public string Text = "";
        [DataMember(Name = "role")] public string Role = "";
    }
}
