using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>One of several pages of a window, of which one is shown.</summary>
    [DataContract]
    public sealed class PageRecord
    {
        [DataMember(Name = "title")] public string Title = "";
        [DataMember(Name = "sections")] public SectionRecord[] Sections;
    }
}
