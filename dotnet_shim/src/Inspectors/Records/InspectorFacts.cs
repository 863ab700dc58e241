using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>An appointment as its open window holds it, saved or not.</summary>
    [DataContract]
    public sealed class InspectorFacts
    {
        [DataMember(Name = "session")] public string Session = "";
        /// <summary>OlObjectClass; the rest is told of an appointment alone.</summary>
        [DataMember(Name = "class")] public int Class;
        [DataMember(Name = "store")] public string Store = "";
        [DataMember(Name = "folder")] public string Folder = "";
        /// <summary>Empty before the first save.</summary>
        [DataMember(Name = "id")] public string Id = "";
        [DataMember(Name = "gid")] public string Gid = "";
        /// <summary>OlRecurrenceState.</summary>
        [DataMember(Name = "recurrence")] public int Recurrence;
        [DataMember(Name = "subject")] public string Subject = "";
        [DataMember(Name = "stamp")] public string Stamp = "";
        [DataMember(Name = "attendees")] public string[] Attendees = new string[0];
        [DataMember(Name = "cells")] public Dictionary<string, Cell> Cells = new Dictionary<string, Cell>();
    }
}
