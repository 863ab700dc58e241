using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads whole items, one a step; of a series its changed occurrences, too, each a step of its own.</summary>
    public sealed class ReadWork : ISliced<ReadAnswer>
    {
        private const int MostItems = 100;
        private const int AnswerCharacters = 100000; // leaves room for one more long text, and for JSON's escapes
        private const int ItemCharacters = 1500;     // names and punctuation of an item's JSON
        private const int ExceptionCharacters = 400; // of a changed occurrence, which tells what differs

        private readonly OutlookSession outlook;
        private readonly Question question;
        private readonly ReadAnswer answer = new ReadAnswer();
        private RecordReader reader;
        private SeriesReader series;
        private ItemRecord reading;
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
            if (reader == null) reader = RecordReader.For(question, outlook.Mailbox(question.Store));
            if (next < question.Ids.Length && !Read(question.Ids[next])) return false;
            next = Math.Min(next + 1, question.Ids.Length);
            return next == question.Ids.Length || next == MostItems || characters > AnswerCharacters;
        }

        // True when the item is done with.
        private bool Read(string id)
        {
            if (series != null) return ReadOn(id);
            ItemRecord record = null;
            using (Held held = Try(id, () => Open(id)))
                if (held != null && !IsHalfTyped(id)) record = Try(id, () => reader.Read(held.It, id, question.Store));
            if (record?.Series == null) return Take(record);
            reading = record;
            series = new SeriesReader(outlook, (ItemReader)reader, record);
            return false;
        }

        private Held Open(string id)
        {
            try
            {
                return outlook.Item(question.Store, id);
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                answer.Missing.Add(id);
                return null;
            }
        }

        // Outlook shares one open item with its window: what is not saved yet is nobody's to send.
        private bool IsHalfTyped(string id)
        {
            bool halfTyped = Try(id, () => outlook.IsBeingEdited(id));
            if (halfTyped) answer.Unreadable.Add(new UnreadableRecord { Id = id, HResult = "open" });
            return halfTyped;
        }

        private bool ReadOn(string id)
        {
            bool? atEnd = Try<bool?>(id, () => series.Step());
            if (atEnd == false) return false;
            series = null;
            return Take(atEnd == null ? null : reading);
        }

        private bool Take(ItemRecord record)
        {
            if (record == null) return true;
            answer.Items.Add(record);
            characters += ItemCharacters + Length(record.Cells);
            if (record.Series != null)
                characters += record.Series.Exceptions.Sum(each => ExceptionCharacters + Length(each.Cells));
            return true;
        }

        private static int Length(Dictionary<string, Cell> cells) =>
            cells == null ? 0 : cells.Values.Sum(cell => (cell.Text ?? "").Length);

        // One bad item never stops a pass: not even one of another class, which lacks the members.
        private T Try<T>(string id, Func<T> read)
        {
            try
            {
                return read();
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                answer.Unreadable.Add(new UnreadableRecord { Id = id, HResult = HResults.Of(error) });
                return default(T);
            }
        }
    }
}
