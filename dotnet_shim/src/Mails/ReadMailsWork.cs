using System;
using System.Collections.Generic;
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
        private Queue<string> others; // stores that it may still be in
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
            catch (Exception error) when (HResults.IsMissing(error) && MayBeElsewhere())
            {
                // The next step looks there.
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
            others = null;
            next++;
        }

        // What a user chose, or what came in, may lie in another store than the calendar. One store a step:
        // the server of any of them may be slow.
        private bool MayBeElsewhere()
        {
            if (open != null) return false;
            if (others == null) others = new Queue<string>(outlook.Stores().Where(store => store != question.Store));
            elsewhere = others.Count > 0 ? others.Dequeue() : null;
            return elsewhere != null;
        }

        private static int Length(Cell cell) => (cell?.Text ?? "").Length;
    }
}
