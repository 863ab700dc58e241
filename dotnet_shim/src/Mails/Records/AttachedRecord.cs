using System.Runtime.Serialization;

namespace OutlookCrm.Mails.Records
{
    /// <summary>One attachment, without its content; Type is OlAttachmentType, Size in bytes.</summary>
    [DataContract]
    public sealed class AttachedRecord
    {
        [DataMember(Name = "index")] public int Index;
        [DataMember(Name = "name")] public string Name;
        [DataMember(Name = "size")] public int Size;
        [DataMember(Name = "type")] public int Type;
        [DataMember(Name = "media_type")] public string MediaType;
        [DataMember(Name = "content_id")] public string ContentId;
        [DataMember(Name = "hidden")] public bool Hidden;
    }
}
