using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// Reads mails into records, part by part: one may have hundreds of recipients or a long text, and the first
    /// use of each member is slow.
    /// </summary>
    public sealed class MailReader
    {
        private const int Mail = 43; // olMail
        private const int Html = 2; // olFormatHTML
        private const int HeaderOnly = 0; // olHeaderOnly
        private const int Enough = 8; // milliseconds for one step
        private const int AtATime = 40;
        private const int LongestText = 200000; // both together and their JSON escapes fit the seam

        private readonly Func<object, MailRecord, bool>[] parts;
        private readonly object[] names;
        private readonly string mailbox;
        private int next;
        private int end;

        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox.</summary>
        public MailReader(string pairing, string mailbox)
        {
            this.mailbox = mailbox;
            parts = new Func<object, MailRecord, bool>[]
            {
                AddProperties, AddNature, AddText, AddHtml, AddRecipients, AddAttachments,
            };
            names = new object[]
            {
                Schema.Modified, Schema.Stamp(pairing), MailSchema.Wish(pairing), MailSchema.MessageId, MailSchema.Headers,
                MailSchema.SentAt, MailSchema.ReceivedAt, MailSchema.SenderName, MailSchema.SenderSmtp,
                MailSchema.OnBehalfSmtp, MailSchema.SenderAddress,
            };
        }

        /// <summary>The record of another mail, still empty.</summary>
        public MailRecord Begin(string id, string store)
        {
            next = 0;
            end = parts.Length;
            return new MailRecord { Id = id, Store = store };
        }

        /// <summary>Reads the parts that come next, as many as there is time for; true when there are no more.</summary>
        public bool Read(object mail, MailRecord record)
        {
            Stopwatch spent = Stopwatch.StartNew();
            while (next < end && parts[next](mail, record))
            {
                next++;
                if (spent.ElapsedMilliseconds >= Enough) break;
            }
            return next == end;
        }

        // Each part is true when it has no more to read.
        private bool AddProperties(dynamic mail, MailRecord record)
        {
            object[] values = Properties(mail, names);
            record.Modified = Instant(values[0]);
            record.Stamp = RecordReader.StampOf(values[1] as string, mailbox);
            record.Wish = Text.Clean(values[2] as string);
            record.MessageId = Text.Clean(values[3] as string);
            record.Headers = Of(values[4] as string);
            record.SentAt = Instant(values[5]);
            record.ReceivedAt = Instant(values[6]);
            string address = values.Skip(8).OfType<string>().FirstOrDefault(each => each != "");
            record.People.Add(new PersonRecord { Name = Text.Clean(values[7] as string), Address = Text.Clean(address) });
            return true;
        }

        private bool AddNature(dynamic mail, MailRecord record)
        {
            int kind = mail.Class;
            record.Folder = FolderOf(mail);
            record.Class = mail.MessageClass;
            record.Sensitivity = mail.Sensitivity;
            record.Subject = Text.Clean(mail.Subject);
            record.Sent = true;
            if (kind == Mail) AddMailsNature(mail, record);
            // What is no mail (a report, an invitation) lacks members, and a sealed one is not opened.
            if (kind != Mail || record.Sealed) end = next + 1;
            return true;
        }

        private static void AddMailsNature(dynamic mail, MailRecord record)
        {
            record.Sent = mail.Sent;
            record.Partial = IsPartial(mail);
            record.Sealed = Protection.Of(mail).IsSealed;
            record.Conversation = Text.Clean(mail.ConversationID);
        }

        // Outlook may hold back the rest until its user wants it.
        private static bool IsPartial(dynamic mail)
        {
            try
            {
                return mail.DownloadState == HeaderOnly;
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return false;
            }
        }

        private static bool AddText(dynamic mail, MailRecord record)
        {
            record.Text = Try(() => mail.Body);
            return true;
        }

        // Asked for HTML that it has not, Outlook makes it, and its window asks whether to save the change.
        private static bool AddHtml(dynamic mail, MailRecord record)
        {
            record.Html = Try(() => mail.BodyFormat == Html ? mail.HTMLBody : null);
            return true;
        }

        private static bool AddRecipients(dynamic mail, MailRecord record)
        {
            using (Held all = new Held(mail.Recipients))
            {
                dynamic recipients = all.It;
                int count = recipients.Count;
                int first = record.People.Count; // the sender is one of them
                int last = Math.Min(count, first + AtATime - 1);
                for (int at = first; at <= last; at++)
                    using (Held held = new Held(recipients.Item(at))) record.People.Add(Recipient(held.It));
                return last == count;
            }
        }

        private static PersonRecord Recipient(dynamic recipient) => new PersonRecord
        {
            Kind = recipient.Type, Name = Text.Clean(recipient.Name), Address = AddressOf(recipient),
        };

        private static string AddressOf(dynamic recipient)
        {
            object[] values = Properties(recipient, new object[] { Schema.SmtpAddress });
            string direct = recipient.Address;
            return Text.Clean(values[0] as string ?? direct);
        }

        private static bool AddAttachments(dynamic mail, MailRecord record)
        {
            using (Held all = new Held(mail.Attachments))
            {
                dynamic attachments = all.It;
                int count = attachments.Count;
                int last = Math.Min(count, record.Attachments.Count + AtATime);
                for (int at = record.Attachments.Count + 1; at <= last; at++)
                    using (Held held = new Held(attachments.Item(at))) record.Attachments.Add(Attached(held.It, at));
                return last == count;
            }
        }

        private static AttachedRecord Attached(dynamic attachment, int index)
        {
            object[] values = Properties(
                attachment, new object[] { MailSchema.MediaType, MailSchema.ContentId, MailSchema.Hidden });
            return new AttachedRecord
            {
                Index = index, Name = NameOf(attachment), Size = attachment.Size, Type = attachment.Type,
                MediaType = Text.Clean(values[0] as string), ContentId = Text.Clean(values[1] as string),
                Hidden = values[2] is bool yes && yes,
            };
        }

        // An embedded item and an object have no file name; some of them throw when asked.
        private static string NameOf(dynamic attachment)
        {
            try
            {
                string name = attachment.FileName;
                if (!string.IsNullOrEmpty(name)) return Text.Clean(name);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
            }
            return Text.Clean(attachment.DisplayName);
        }

        private static object[] Properties(dynamic owner, object[] names)
        {
            using (Held held = new Held(owner.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return (object[])accessor.GetProperties(names);
            }
        }

        private static string FolderOf(dynamic mail)
        {
            using (Held held = new Held(mail.Parent))
            {
                dynamic folder = held.It;
                return folder.EntryID;
            }
        }

        private static Cell Try(Func<object> read)
        {
            try
            {
                return Of(read() as string);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return Cell.Unreadable(HResults.Of(error));
            }
        }

        private static Cell Of(string text)
        {
            if (text == null) return Cell.Absent();
            string clean = Text.Clean(text);
            return clean.Length > LongestText ? Cell.Cut(Text.Clean(clean.Substring(0, LongestText))) : Cell.Of(clean);
        }

        private static string Instant(object value) => value is DateTime utc ? Text.Instant(utc) : "";
    }
}
