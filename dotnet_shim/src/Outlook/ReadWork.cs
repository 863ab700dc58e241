using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads whole items, one a step.</summary>
    public sealed class ReadWork : ISliced<ReadAnswer>
    {
        private const int MostItems = 100;
        private const int AnswerCharacters = 300000; // room for one more long text, and for JSON's escapes
        private const int ItemCharacters = 1500;     // names and punctuation of an item's JSON

        private readonly OutlookSession outlook;
        private readonly Question question;
        private readonly ReadAnswer answer = new ReadAnswer();
        private ItemReader reader;
        private int next;
        private int characters;

        /// <summary>Reads the items asked for.</summary>
        public ReadWork(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public ReadAnswer Result
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
            if (reader == null) reader = new ItemReader(question.Pairing, outlook.Mailbox(question.Store));
            if (next < question.Ids.Length) Read(question.Ids[next]);
            next = Math.Min(next + 1, question.Ids.Length);
            return next == question.Ids.Length || next == MostItems || characters > AnswerCharacters;
        }

        private void Read(string id)
        {
            ItemRecord record = null;
            try
            {
                using (Held held = outlook.Item(question.Store, id)) record = TryRead(held.It, id);
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                answer.Missing.Add(id);
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                answer.Unreadable.Add(Unreadable(id, error)); // it is there, and cannot be opened
            }
            if (record == null) return;
            answer.Items.Add(record);
            characters += ItemCharacters + record.Cells.Values.Sum(cell => (cell.Text ?? "").Length);
        }

        // One bad item never stops a pass: not even one of another class, which lacks the members.
        private ItemRecord TryRead(dynamic item, string id)
        {
            try
            {
                return reader.Read(item, id, question.Store);
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                answer.Unreadable.Add(Unreadable(id, error));
                return null;
            }
        }

        private static UnreadableRecord Unreadable(string id, Exception error) =>
            new UnreadableRecord { Id = id, HResult = HResults.Of(error) };
    }
}
