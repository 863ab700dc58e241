using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Model.Attached;
using Simulator.Host.Model.Objects;
using Simulator.Host.Model.People;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>A mail comes in by the server, as no program can make one: sent by somebody, and no draft.</summary>
    internal static class MailArrival
    {
        private const int Plain = 1, Html = 2; // OlBodyFormat
        private const string MessageId = "mapi/proptag/0x1035";
        private const string Headers = "mapi/proptag/0x007D";
        private const string Size = "mapi/proptag/0x0E08";
        private const string ContentId = "mapi/proptag/0x3712";
        private const string MediaType = "mapi/proptag/0x370E";

        /// <summary>
        /// Puts the mail into the folder and tells of it; answers its EntryID. Words: Outlook's properties,
        /// and from, to, cc (lists of "Name &lt;address&gt;"), message_id, headers, at (ISO, UTC),
        /// attachments (lists of name, base64, content_id, media_type).
        /// </summary>
        public static string In(Core core, Record folder, IDictionary<string, object> mail)
        {
            var item = (MailItem)ItemClass.Make(core, folder, Kind.MailItem);
            Describe(item.State, mail);
            new Sender(core, item.State).Put((string)mail["from"]);
            AddPeople(core, item.State, mail);
            AddFiles(item.State, mail);
            item.Save();
            if (folder.Of<int>(Field.Role) == Role.Inbox)
            {
                core.Application.RaiseNewMail(item.EntryID);
            }
            return item.EntryID;
        }

        private static void Describe(ItemState state, IDictionary<string, object> mail)
        {
            var at = DateTime.Parse((string)mail["at"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            state.Put(MessageFlags.Field, 0);
            state.Put("UnRead", true);
            state.Put("SentOn", DateTime.SpecifyKind(at, DateTimeKind.Unspecified));
            state.Put("ReceivedTime", DateTime.SpecifyKind(at, DateTimeKind.Unspecified));
            foreach (var word in new[] { "Subject", "Body", "HTMLBody", "Sensitivity", "MessageClass", "ConversationID", "Permission", "IsHeaderOnly" })
            {
                object value;
                if (mail.TryGetValue(word, out value))
                {
                    state.Put(word, value);
                }
            }
            state.Put("BodyFormat", string.IsNullOrEmpty(state.Of<string>("HTMLBody")) ? Plain : Html);
            PutText(state, MessageId, mail, "message_id");
            PutText(state, Headers, mail, "headers");
            state.Put(Size, 1000 + 2 * ((state.Get("Body") as string) ?? "").Length);
        }

        private static void PutText(ItemState state, string field, IDictionary<string, object> mail, string word)
        {
            object value;
            if (mail.TryGetValue(word, out value) && (string)value != "")
            {
                state.Put(field, value);
            }
        }

        private static void AddPeople(Core core, ItemState state, IDictionary<string, object> mail)
        {
            var list = new Addressees(state);
            var types = new[] { "to", "cc", "bcc" };
            for (var type = 1; type <= types.Length; type++)
            {
                foreach (var written in Words(mail, types[type - 1]))
                {
                    var line = list.Add(written, type);
                    var person = new AddressBook(core).Find(written);
                    list.Replace(person == null ? line : line.For(person));
                }
            }
        }

        private static void AddFiles(ItemState state, IDictionary<string, object> mail)
        {
            object files;
            if (!mail.TryGetValue("attachments", out files))
            {
                return;
            }
            foreach (var file in ((IEnumerable)files).Cast<IDictionary<string, object>>())
            {
                var name = (string)file["name"];
                var added = new AttachedFiles(state).Add(Convert.FromBase64String((string)file["base64"]), 1, 0, name, name);
                PutText(state, AttachedFiles.FieldOf(added.Key, ContentId), file, "content_id");
                PutText(state, AttachedFiles.FieldOf(added.Key, MediaType), file, "media_type");
            }
        }

        private static IEnumerable<string> Words(IDictionary<string, object> mail, string word)
        {
            object value;
            return mail.TryGetValue(word, out value) ? ((IEnumerable)value).Cast<string>() : new string[0];
        }

        private sealed class Sender
        {
            private readonly Core core;
            private readonly ItemState state;

            public Sender(Core core, ItemState state)
            {
                this.core = core;
                this.state = state;
            }

            public void Put(string written)
            {
                var person = new AddressBook(core).Find(written);
                state.Put("SenderName", person?.Name ?? written);
                state.Put("SenderEmailAddress", person?.Address ?? "");
                state.Put("SenderEmailType", person?.AddressType ?? "SMTP");
                state.Put("SenderSmtpAddress", person?.SmtpAddress ?? "");
            }
        }
    }
}
