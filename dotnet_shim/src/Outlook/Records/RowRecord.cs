using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>One row of a folder's table.</summary>
    [DataContract]
    public sealed class RowRecord
    {
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "gid")] public string Gid;
        [DataMember(Name = "class")] public string Class;
        [DataMember(Name = "modified")] public string Modified;
        [DataMember(Name = "created")] public string Created;
        [DataMember(Name = "start")] public string Start;
        [DataMember(Name = "end")] public string End;
        [DataMember(Name = "recurring")] public bool Recurring;
        [DataMember(Name = "stamp")] public string Stamp;
        [DataMember(Name = "addresses", EmitDefaultValue = false)] public string[] Addresses;
        [DataMember(Name = "subject", EmitDefaultValue = false)] public string Subject;
        [DataMember(Name = "message_id", EmitDefaultValue = false)] public string MessageId;
        [DataMember(Name = "size", EmitDefaultValue = false)] public int Size;
    }
}
