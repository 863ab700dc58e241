using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>Fields under one heading.</summary>
    [DataContract]
    public sealed class SectionRecord
    {
        [DataMember(Name = "title")] public string Title = "";
        [DataMember(Name = "beside")] public bool Beside;
        [DataMember(Name = "fields")] public FieldRecord[] Fields;
    }
}
