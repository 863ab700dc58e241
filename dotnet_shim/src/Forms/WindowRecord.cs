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
        [DataMember(Name = "pages")] public PageRecord[] Pages;
        [DataMember(Name = "buttons")] public ButtonRecord[] Buttons;

        /// <summary>It stands beside Outlook's windows, which go on working.</summary>
        [DataMember(Name = "modeless")] public bool Modeless;

        /// <summary>The field that has the focus first; "" for the first that takes input.</summary>
        [DataMember(Name = "focus")] public string Focus = "";

        /// <summary>What a button of the role copy puts on the clipboard.</summary>
        [DataMember(Name = "copy")] public string Copy = "";
    }
}
