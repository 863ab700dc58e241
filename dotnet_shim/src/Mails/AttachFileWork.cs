using System.Linq;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// Attaches a file to a mail that was placed: a step of its own, for it may be large. Which files the mail has
    /// is kept in a property of it, saved with the file: asked again, there is nothing left to do.
    /// </summary>
    public sealed class AttachFileWork : MailWriteWork
    {
        private const int Discard = 1; // olDiscard

        /// <summary>Attaches the file that the question names.</summary>
        public AttachFileWork(OutlookSession outlook, MailQuestion question) : base(outlook, question)
        {
        }

        /// <inheritdoc />
        protected override MailWriteAnswer Write()
        {
            if (Outlook.IsBeingEdited(Question.Id)) return Fate("busy");
            using (Held held = Outlook.Item(Question.Store, Question.Id))
            {
                dynamic mail = held.It;
                string there = Brought(mail);
                if (there.Split(' ').Contains(Question.Key)) return Fate("done");
                bool saved = false;
                try
                {
                    Attach(mail);
                    Note(mail, (there + " " + Question.Key).Trim());
                    saved = Save(mail);
                }
                finally
                {
                    // Outlook shares one open item with its windows: what was half set must not stay in it.
                    if (!saved) mail.Close(Discard);
                }
                return Fate(saved ? "done" : "not done");
            }
        }

        private void Attach(dynamic mail)
        {
            using (Held held = new Held(mail.Attachments))
            {
                dynamic attachments = held.It;
                using (new Held(attachments.Add(Question.Path))) { }
            }
        }

        private string Brought(dynamic mail)
        {
            using (Held held = new Held(mail.PropertyAccessor))
            {
                dynamic accessor = held.It;
                var values = (object[])accessor.GetProperties(new object[] { MailSchema.Brought(Question.Pairing) });
                return values[0] as string ?? "";
            }
        }

        private void Note(dynamic mail, string keys)
        {
            using (Held held = new Held(mail.PropertyAccessor))
            {
                dynamic accessor = held.It;
                accessor.SetProperty(MailSchema.Brought(Question.Pairing), keys);
            }
        }
    }
}
