using System.Collections.Generic;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>What Python asks; each call uses the parts that docs/seam.md names.</summary>
    [DataContract]
    public sealed class Question
    {
        /// <summary>The kind of contacts; appointments are asked for without one.</summary>
        public const string Contact = "contact";
        /// <summary>The kind of tasks.</summary>
        public const string Task = "task";
        /// <summary>The kind of mails.</summary>
        public const string Mail = "mail";

        [DataMember(Name = "op")] public string Op;
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "folders")] public FolderPlace[] Folders;
        [DataMember(Name = "kind")] public string Kind;
        [DataMember(Name = "pairing")] public string Pairing;
        [DataMember(Name = "crm")] public string Crm;
        [DataMember(Name = "foreign")] public string[] Foreign;
        [DataMember(Name = "session")] public string Session;
        [DataMember(Name = "since")] public string Since;
        [DataMember(Name = "next")] public string Next;
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "ids")] public string[] Ids;
        [DataMember(Name = "occurrence")] public string Occurrence;
        [DataMember(Name = "expect")] public string Expect;
        [DataMember(Name = "stamp")] public string Stamp;
        [DataMember(Name = "cells")] public Dictionary<string, Cell> Cells;

        /// <summary>Nothing asked is null, so that a part left out means none.</summary>
        [OnDeserialized]
        private void FillIn(StreamingContext context)
        {
            Folders = Folders ?? new FolderPlace[0];
            Ids = Ids ?? new string[0];
            Cells = Cells ?? new Dictionary<string, Cell>();
            Kind = Kind ?? "";
            Crm = Crm ?? "";
            Foreign = Foreign ?? new string[0];
            Since = Since ?? "";
            Next = Next ?? "";
            Occurrence = Occurrence ?? "";
            Expect = Expect ?? "";
            Stamp = Stamp ?? "";
        }
    }
}
