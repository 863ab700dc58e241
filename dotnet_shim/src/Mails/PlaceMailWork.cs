using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// Puts a mail into a folder that never was in Outlook: a note of the folder, made a mail before its first
    /// save. A new mail would stay a draft for ever. Nothing is sent, and no mail is announced.
    /// </summary>
    public sealed class PlaceMailWork : MailWriteWork
    {
        private const int PostItem = 6; // olPostItem
        private const int Discard = 1;  // olDiscard

        /// <summary>Places the mail in the question.</summary>
        public PlaceMailWork(OutlookSession outlook, MailQuestion question) : base(outlook, question)
        {
        }

        /// <inheritdoc />
        protected override MailWriteAnswer Write()
        {
            using (Held place = Outlook.Folder(Question.Store, Question.Folder))
            {
                dynamic folder = place.It;
                using (Held all = new Held(folder.Items))
                {
                    dynamic items = all.It;
                    using (Held held = new Held(items.Add(PostItem))) return Place(held.It);
                }
            }
        }

        private MailWriteAnswer Place(dynamic note)
        {
            try
            {
                note.MessageClass = "IPM.Note";
                note.Subject = Question.Mail.Subject;
                if (!string.IsNullOrEmpty(Question.Mail.Html?.Text)) note.HTMLBody = Question.Mail.Html.Text;
                else note.Body = Question.Mail.Text.Text;
                note.UnRead = false;
                Describe(note);
            }
            catch
            {
                note.Close(Discard);
                throw;
            }
            if (!Save(note)) return Fate("not done");
            string id = note.EntryID;
            return Fate("done", id);
        }

        private void Describe(dynamic note)
        {
            Dictionary<string, object> values = Values();
            using (Held held = new Held(note.PropertyAccessor))
            {
                dynamic accessor = held.It;
                object refused = accessor.SetProperties(values.Keys.ToArray<object>(), values.Values.ToArray());
                foreach (object each in refused as object[] ?? new object[0])
                    if (each is int code && code < 0) Marshal.ThrowExceptionForHR(code);
            }
        }

        private Dictionary<string, object> Values()
        {
            MailRecord mail = Question.Mail;
            PersonRecord sender = mail.People.First();
            var values = new Dictionary<string, object>
            {
                { MailSchema.Flags, MailSchema.ReadAndSent }, { MailSchema.SenderName, sender.Name },
                { MailSchema.SenderAddress, sender.Address }, { MailSchema.SenderType, "SMTP" },
                { MailSchema.SenderSmtp, sender.Address }, { MailSchema.OnBehalfName, sender.Name },
                { Schema.Stamp(Question.Pairing), Question.Stamp + " " + Outlook.Mailbox(Question.Store) },
            };
            if (mail.MessageId != "") values[MailSchema.MessageId] = mail.MessageId;
            if (mail.SentAt == "") return values;
            DateTime at = Text.ToInstant(mail.SentAt);
            values[MailSchema.SentAt] = at;
            values[MailSchema.ReceivedAt] = at;
            return values;
        }
    }
}
