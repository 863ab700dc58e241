using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>A window as Python describes it.</summary>
    [DataContract]
    public sealed class WindowRecord
    {
        [DataMember(Name = "window")] public string Name = "";
        [DataMember(Name = "title")] public string Title = "";
        [DataMember(Name = "message")] public string Message = "";
        [DataMember(Name = "sections")] public SectionRecord[] Sections;
        [DataMember(Name = "buttons")] public ButtonRecord[] Buttons;
    }
}
