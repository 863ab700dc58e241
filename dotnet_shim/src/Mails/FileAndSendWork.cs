using System;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Inspectors;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// Leaves the wish to be filed on the mail that a window is about to send, and sends it: the user's own click,
    /// and the only Send in the house. The wish is for the pairing of the account that sends, and stays on the copy
    /// in Sent Items.
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
                string account = Sender(mail);
                string pairing = Question.Pairings.FirstOrDefault(each => Same(each.Key, account)).Value;
                if (pairing == null) return new MailWriteAnswer { Fate = "not done", Stranger = account };
                if (Protection.Of(mail).IsSealed) return new MailWriteAnswer { Fate = "not done", Sealed = true };
                string name = MailSchema.Wish(pairing);
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

        // Where nobody chose an account, Outlook sends with the one among whose drafts the mail lies. Of several
        // that deliver to one store the first is meant, as everywhere.
        private string Sender(dynamic mail)
        {
            using (Held held = new Held(mail.SendUsingAccount))
            {
                dynamic account = held.It;
                return Outlook.Mailbox(account == null ? StoreOf(mail) : DeliveryOf(account));
            }
        }

        private static string DeliveryOf(dynamic account)
        {
            using (Held held = new Held(account.DeliveryStore))
            {
                dynamic store = held.It;
                return store == null ? "" : store.StoreID;
            }
        }

        private static string StoreOf(dynamic mail)
        {
            using (Held held = new Held(mail.Parent))
            {
                dynamic folder = held.It;
                return folder.StoreID;
            }
        }

        private static bool Same(string address, string other) => address.Equals(other, StringComparison.OrdinalIgnoreCase);

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
