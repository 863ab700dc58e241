using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails.Records
{
    /// <summary>One mail; to place one, Python sends the same shape.</summary>
    [DataContract]
    public sealed class MailRecord
    {
        [DataMember(Name = "id")] public string Id;
        [DataMember(Name = "store")] public string Store;
        [DataMember(Name = "folder")] public string Folder;
        [DataMember(Name = "class")] public string Class;
        [DataMember(Name = "modified")] public string Modified;
        [DataMember(Name = "stamp")] public string Stamp;
        [DataMember(Name = "wish")] public string Wish;
        [DataMember(Name = "sent")] public bool Sent;
        [DataMember(Name = "partial")] public bool Partial;
        [DataMember(Name = "sealed")] public bool Sealed;
        [DataMember(Name = "sensitivity")] public int Sensitivity;
        [DataMember(Name = "subject")] public string Subject;
        [DataMember(Name = "message_id")] public string MessageId;
        [DataMember(Name = "conversation")] public string Conversation;
        [DataMember(Name = "sent_at")] public string SentAt;
        [DataMember(Name = "received_at")] public string ReceivedAt;
        [DataMember(Name = "text")] public Cell Text;
        [DataMember(Name = "html")] public Cell Html;
        [DataMember(Name = "headers")] public Cell Headers;
        [DataMember(Name = "people")] public List<PersonRecord> People = new List<PersonRecord>();
        [DataMember(Name = "attachments")] public List<AttachedRecord> Attachments = new List<AttachedRecord>();
    }
}
