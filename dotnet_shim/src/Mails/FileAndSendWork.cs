using System;
using System.Runtime.InteropServices;
using OutlookCrm.Inspectors;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// Leaves the wish to be filed on the mail that a window is about to send, and sends it: the user's own click,
    /// and the only Send in the house. The wish stays on the copy in Sent Items.
    /// </summary>
    public sealed class FileAndSendWork : MailWriteWork
    {
        private const int Mail = 43; // olMail

        private readonly InspectorDesk desk;

        /// <summary>Sends the mail of the question's window.</summary>
        public FileAndSendWork(OutlookSession outlook, InspectorDesk desk, MailQuestion question) : base(outlook, question)
        {
            this.desk = desk;
        }

        /// <inheritdoc />
        protected override MailWriteAnswer Write()
        {
            InspectorWindow window = desk.Of(Question.Session);
            if (window == null) return Fate("missing");
            using (Held held = window.Hold())
            {
                dynamic mail = held.It;
                if (mail == null || mail.Class != Mail || mail.Sent) return Fate("missing");
                string name = MailSchema.Wish(Question.Pairing);
                OnProperties(mail, new Action<dynamic>(accessor => accessor.SetProperty(name, Question.Wish)));
                try
                {
                    return Give(() => mail.Send()) ? Fate("done") : Fate("not done");
                }
                catch (Exception error) when (IsDraftStill(mail))
                {
                    // What is sent later in another way carries no wish.
                    OnProperties(mail, new Action<dynamic>(accessor => accessor.DeleteProperty(name)));
                    if (HResults.IsRejected(error)) throw;
                    return Answer("refused", error);
                }
            }
        }

        private static bool IsDraftStill(dynamic mail)
        {
            try
            {
                return !mail.Sent && !mail.Submitted;
            }
            catch (COMException)
            {
                return false; // it is gone: nobody can say whether it left
            }
        }

        private static void OnProperties(dynamic mail, Action<dynamic> work)
        {
            using (Held held = new Held(mail.PropertyAccessor)) work(held.It);
        }
    }
}
