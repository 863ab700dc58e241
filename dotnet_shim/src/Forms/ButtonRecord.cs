using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>One button; its role is default, cancel, copy or plain.</summary>
    [DataContract]
    public sealed class ButtonRecord
    {
        [DataMember(Name = "name")] public string Name = "";
        [DataMember(Name = "text")] public string Text = "";
        [DataMember(Name = "role")] public string Role = "";
        [DataMember(Name = "enabled")] public bool Enabled = true;

        [OnDeserializing]
        private void SetDefaults(StreamingContext context)
        {
            Enabled = true; // the serializer runs no initializers
        }
    }
}
