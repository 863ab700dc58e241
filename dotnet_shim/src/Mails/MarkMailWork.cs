using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>Shows on a mail that it is filed, by a category and our named property; or takes both off.</summary>
    public sealed class MarkMailWork : MailWriteWork
    {
        private const int Discard = 1; // olDiscard

        /// <summary>Marks the mail that the question names.</summary>
        public MarkMailWork(OutlookSession outlook, MailQuestion question) : base(outlook, question)
        {
        }

        /// <inheritdoc />
        protected override MailWriteAnswer Write()
        {
            if (Outlook.IsBeingEdited(Question.Id)) return Fate("busy");
            using (Held held = Outlook.Item(Question.Store, Question.Id))
            {
                dynamic mail = held.It;
                if (Protection.Of(mail).IsSmime) return Fate("done"); // a mark is not worth its signature
                try
                {
                    mail.Categories = Categories(mail.Categories);
                    Stamp(mail);
                }
                catch
                {
                    // Outlook shares one open item with its windows: what was half set must not stay in it.
                    mail.Close(Discard);
                    throw;
                }
                return Save(mail) ? Fate("done") : Fate("not done");
            }
        }

        // No name may hold either separator; what is set takes the one of the user's regional settings.
        private string Categories(string now)
        {
            IEnumerable<string> others = (now ?? "").Split(',', ';').Select(each => each.Trim())
                .Where(each => each != "" && !each.Equals(Question.Category, StringComparison.OrdinalIgnoreCase));
            IEnumerable<string> all = Question.Stamp == "" ? others : others.Concat(new[] { Question.Category });
            return string.Join(CultureInfo.CurrentCulture.TextInfo.ListSeparator + " ", all);
        }

        private void Stamp(dynamic mail)
        {
            using (Held held = new Held(mail.PropertyAccessor))
            {
                dynamic accessor = held.It;
                if (Question.Stamp != "")
                    accessor.SetProperty(Schema.Stamp(Question.Pairing), Question.Stamp + " " + Outlook.Mailbox(Question.Store));
                else foreach (string name in Ours())
                    if (IsThere(accessor, name)) accessor.DeleteProperty(name);
            }
        }

        private string[] Ours() => new[]
        {
            Schema.Stamp(Question.Pairing), MailSchema.Wish(Question.Pairing), MailSchema.Brought(Question.Pairing),
        };

        private static bool IsThere(dynamic accessor, string name)
        {
            var values = (object[])accessor.GetProperties(new object[] { name });
            return values[0] is string;
        }
    }
}
