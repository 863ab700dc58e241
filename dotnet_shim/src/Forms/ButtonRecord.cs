using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>One button; its role is default, cancel, copy, file or plain.</summary>
    [DataContract]
    public sealed class ButtonRecord
    {
        [DataMember(Name = "name")] public string Name = "";
        [DataMember(Name = "text")] public string Text = "";
        [DataMember(Name = "role")] public string Role = "";
        [DataMember(Name = "enabled")] public bool Enabled = true;

        /// <summary>Of the role file: what the user is asked for.</summary>
        [DataMember(Name = "file")] public FileRecord File;

        [OnDeserializing]
        private void SetDefaults(StreamingContext context)
        {
            Enabled = true; // the serializer runs no initializers
        }
    }
}
