using System;
using System.Linq;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails
{
    /// <summary>Reads mails one after the other, each in as many steps as it takes.</summary>
    public sealed class ReadMailsWork : ISliced<MailsAnswer>
    {
        private const int AnswerCharacters = 200000; // room for one more mail of the longest kind
        private const int PersonCharacters = 200;

        private readonly OutlookSession outlook;
        private readonly MailQuestion question;
        private readonly MailsAnswer answer = new MailsAnswer();
        private MailReader reader;
        private MailRecord open;
        private string elsewhere; // the store of the mail at hand, where it is not the question's
        private int next;
        private int characters;

        /// <summary>Reads the mails asked for.</summary>
        public ReadMailsWork(OutlookSession outlook, MailQuestion question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public MailsAnswer Result
        {
            get
            {
                answer.Later = question.Ids.Skip(next).ToList();
                return answer;
            }
        }

        /// <inheritdoc />
        public bool Step()
        {
            if (next < question.Ids.Length) Read(question.Ids[next]);
            return next >= question.Ids.Length || characters > AnswerCharacters;
        }

        // One bad mail never stops a pass.
        private void Read(string id)
        {
            try
            {
                using (Held held = outlook.Item(elsewhere ?? question.Store, id)) Look(held.It, id);
            }
            catch (Exception error) when (HResults.IsMissing(error) && IsElsewhere(id))
            {
                // The next step reads it there.
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                answer.Missing.Add(id);
                Turn();
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                answer.Unreadable.Add(new UnreadableRecord { Id = id, HResult = HResults.Of(error) });
                Turn();
            }
        }

        private void Look(object item, string id)
        {
            if (open == null)
            {
                string store = elsewhere ?? question.Store;
                reader = new MailReader(question.Pairing, outlook.Mailbox(store));
                open = reader.Begin(id, store);
            }
            if (!reader.Read(item, open)) return;
            answer.Mails.Add(open);
            characters += Length(open.Text) + Length(open.Html) + Length(open.Headers)
                + PersonCharacters * (open.People.Count + open.Attachments.Count + 5);
            Turn();
        }

        private void Turn()
        {
            open = null;
            elsewhere = null;
            next++;
        }

        // What a user chose, or what came in, may lie in another store than the calendar.
        private bool IsElsewhere(string id)
        {
            if (open != null || elsewhere != null) return false;
            elsewhere = outlook.Stores().Where(store => store != question.Store).FirstOrDefault(store => Has(store, id));
            return elsewhere != null;
        }

        private bool Has(string store, string id)
        {
            try
            {
                using (outlook.Item(store, id)) return true;
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                return false;
            }
        }

        private static int Length(Cell cell) => (cell?.Text ?? "").Length;
    }
}
