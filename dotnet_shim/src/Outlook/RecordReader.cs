using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads one open item of any kind into a record; which cells it has is the derived class's.</summary>
    public abstract class RecordReader
    {
        // Half of the digest's first bytes are plenty to tell two states of one item apart.
        private const int DigestBytes = 8;
        private const int LongestText = 100000; // longer ones are cut, so that an answer fits the seam
        private static readonly string[] Common = { Schema.Modified, Schema.Created, Schema.Access };

        private readonly object[] names; // an array of variants, as Outlook wants it
        private readonly ChoiceCells choices; // null where the kind has none
        private readonly string mailbox;

        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox, and with choices.</summary>
        protected RecordReader(string pairing, string mailbox, ChoiceCells choices = null)
        {
            this.mailbox = mailbox;
            this.choices = choices;
            var all = new List<object>(Common) { Schema.Stamp(pairing) };
            if (choices != null) all.AddRange(choices.Names);
            names = all.ToArray();
        }

        /// <summary>The reader of the kind that a question asks about.</summary>
        public static RecordReader For(Question question, string mailbox) => question.Kind == Question.Contact
            ? new ContactReader(question.Pairing, mailbox)
            : question.Kind == Question.Task ? new TaskReader(question.Pairing, mailbox, new ChoiceCells(question))
            : (RecordReader)new ItemReader(question.Pairing, mailbox, new ChoiceCells(question));

        /// <summary>The record of an open item; an unreadable property is a cell, not an error.</summary>
        public ItemRecord Read(dynamic item, string id, string store)
        {
            object[] values = Properties(item);
            var record = new ItemRecord
            {
                Id = id, Store = store, Folder = FolderOf(item), Gid = "", Class = item.MessageClass,
                Modified = Text.Instant((DateTime)values[0]), Created = Text.Instant((DateTime)values[1]),
                ReadOnly = values[2] is int access && access > 0 && (access & Schema.MayModify) == 0,
                Stamp = StampOf(values[Common.Length] as string, mailbox),
            };
            Complete(record, item);
            AddChoices(record.Cells, values);
            record.Version = record.Modified + "/" + Digest(record);
            return record;
        }

        /// <summary>The CRM id in a stamp; none when it was made for another mailbox.</summary>
        public static string StampOf(string stamp, string mailbox)
        {
            int end = (stamp ?? "").IndexOf(' ');
            return end > 0 && string.Equals(stamp.Substring(end + 1), mailbox, StringComparison.OrdinalIgnoreCase)
                ? stamp.Substring(0, end) : "";
        }

        /// <summary>Adds the kind's cells, and what else it tells.</summary>
        protected abstract void Complete(ItemRecord record, object item);

        /// <summary>A cell, or why the property cannot be read.</summary>
        protected static Cell Try(Func<Cell> read)
        {
            try
            {
                return read();
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return Cell.Unreadable(HResults.Of(error));
            }
        }

        /// <summary>A text's cell.</summary>
        protected static Cell OfText(string text)
        {
            string clean = Text.Clean(text);
            return clean.Length > LongestText ? Cell.Cut(clean.Substring(0, 255)) : Cell.Of(clean);
        }

        /// <summary>The cell of a property of ours. What GetProperties could not read it answers with the error's number in the value's place.</summary>
        public static Cell OfProperty(object value)
        {
            if (value is string text) return OfText(text);
            return value is int code && !HResults.IsAbsent(code) ? Cell.Unreadable(HResults.Of(code)) : Cell.Absent();
        }

        /// <summary>Adds the choices among what Properties read.</summary>
        protected void AddChoices(Dictionary<string, Cell> cells, object[] values) =>
            choices?.AddTo(cells, values.Skip(Common.Length + 1).ToArray());

        /// <summary>What is read by name: times, access, stamp, and choices.</summary>
        protected object[] Properties(dynamic item)
        {
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return (object[])accessor.GetProperties(names);
            }
        }

        /// <summary>A digest of cells that begins with what else counts.</summary>
        protected static string DigestOf(string head, Dictionary<string, Cell> cells)
        {
            var told = new StringBuilder(head);
            foreach (KeyValuePair<string, Cell> cell in cells.OrderBy(each => each.Key, StringComparer.Ordinal))
                told.Append('\n').Append(cell.Key).Append('\t').Append(cell.Value);
            using (SHA256 hash = SHA256.Create())
                return Text.Hex(hash.ComputeHash(Encoding.UTF8.GetBytes(told.ToString()))).Substring(0, 2 * DigestBytes);
        }

        private static string FolderOf(dynamic item)
        {
            using (Held held = new Held(item.Parent))
            {
                dynamic folder = held.It;
                return folder.EntryID;
            }
        }

        // Without the changed occurrences: each of them has a digest of its own.
        private static string Digest(ItemRecord record) => DigestOf(
            string.Join("\n", record.Class, record.Meeting, record.Recurring, record.Series?.Pattern), record.Cells);
    }
}
