using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>One item with its cells.</summary>
    [DataContract]
    public sealed class ItemRecord
    {
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "gid")] public string Gid;
        [DataMember(Name = "class")] public string Class;
        [DataMember(Name = "version")] public string Version;
        [DataMember(Name = "modified")] public string Modified;
        [DataMember(Name = "created")] public string Created;
        [DataMember(Name = "recurring")] public bool Recurring;
        [DataMember(Name = "read_only")] public bool ReadOnly;
        [DataMember(Name = "meeting")] public int Meeting;
        [DataMember(Name = "stamp")] public string Stamp;
        [DataMember(Name = "cells")] public Dictionary<string, Cell> Cells;
        [DataMember(Name = "series", EmitDefaultValue = false)] public SeriesRecord Series;
    }
}
