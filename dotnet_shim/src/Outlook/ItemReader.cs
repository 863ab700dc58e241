using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads one open appointment into a record, cell by cell.</summary>
    public sealed class ItemReader
    {
        // Half of the digest's first bytes are plenty to tell two states of one item apart.
        private const int DigestBytes = 8;
        private const int LongestText = 100000; // longer ones are cut, so that an answer fits the seam

        private readonly object[] names; // an array of variants, as Outlook wants it
        private readonly string mailbox;

        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox.</summary>
        public ItemReader(string pairing, string mailbox)
        {
            this.mailbox = mailbox;
            var all = new List<object> { Schema.Modified, Schema.Created, Schema.Access, Schema.Stamp(pairing) };
            all.AddRange(Schema.Named.Select(Schema.Own));
            names = all.ToArray();
        }

        /// <summary>The record of an open item; an unreadable property is a cell, not an error.</summary>
        public ItemRecord Read(dynamic item, string id, string store)
        {
            object[] values = Properties(item);
            var record = new ItemRecord
            {
                Id = id, Store = store, Folder = FolderOf(item), Gid = GlobalId(item), Class = item.MessageClass,
                Recurring = item.IsRecurring, Meeting = item.MeetingStatus,
                Modified = Text.Instant((DateTime)values[0]), Created = Text.Instant((DateTime)values[1]),
                ReadOnly = values[2] is int access && access > 0 && (access & Schema.MayModify) == 0,
                Stamp = StampOf(values[3] as string, mailbox), Cells = Cells(item),
            };
            AddNamed(record.Cells, values);
            if (PatternReader.IsSeries(item)) record.Series = new SeriesRecord { Pattern = PatternReader.Read(item) };
            record.Version = record.Modified + "/" + Digest(record);
            return record;
        }

        /// <summary>Completes the record of a changed occurrence with the cells that differ from its series'.</summary>
        public void ReadOccurrence(dynamic item, ExceptionRecord record, Dictionary<string, Cell> series)
        {
            Dictionary<string, Cell> cells = Cells(item);
            AddNamed(cells, Properties(item));
            record.Digest = DigestOf("", cells);
            record.Cells = cells.Where(each => each.Value.ToString() != series[each.Key].ToString())
                .ToDictionary(each => each.Key, each => each.Value);
        }

        /// <summary>The CRM id in a stamp; none when it was made for another mailbox.</summary>
        public static string StampOf(string stamp, string mailbox)
        {
            int end = (stamp ?? "").IndexOf(' ');
            return end > 0 && string.Equals(stamp.Substring(end + 1), mailbox, StringComparison.OrdinalIgnoreCase)
                ? stamp.Substring(0, end) : "";
        }

        private static Dictionary<string, Cell> Cells(dynamic item)
        {
            bool allDay = item.AllDayEvent;
            return new Dictionary<string, Cell>
            {
                { "Subject", Try(() => OfText(item.Subject)) },
                { "Body", Try(() => OfText(item.Body)) },
                { "Location", Try(() => OfText(item.Location)) },
                { "AllDayEvent", Cell.Of(allDay) },
                { "Start", Try(() => allDay ? Day(() => item.Start, () => item.StartInStartTimeZone) : Instant(item.StartUTC)) },
                { "End", Try(() => allDay ? Day(() => item.End, () => item.EndInEndTimeZone) : Instant(item.EndUTC)) },
                { "StartTimeZone", Try(() => Zone(item)) },
                { "BusyStatus", Try(() => Cell.Of((int)item.BusyStatus)) },
                { "Importance", Try(() => Cell.Of((int)item.Importance)) },
                { "ReminderSet", Try(() => Cell.Of((bool)item.ReminderSet)) },
                { "ReminderMinutesBeforeStart", Try(() => Cell.Of((int)item.ReminderMinutesBeforeStart)) },
                { "Categories", Try(() => OfText(item.Categories)) },
                { "Sensitivity", Try(() => Cell.Of((int)item.Sensitivity)) },
            };
        }

        private static Cell Try(Func<Cell> read)
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

        private static Cell OfText(string text)
        {
            string clean = Text.Clean(text);
            return clean.Length > LongestText ? Cell.Cut(clean.Substring(0, 255)) : Cell.Of(clean);
        }

        // An all-day item made in another zone starts at midnight there, not here.
        private static Cell Day(Func<DateTime> local, Func<DateTime> inItsZone)
        {
            DateTime here = local();
            return Cell.Of(Text.Date(here.TimeOfDay == TimeSpan.Zero ? here : inItsZone()));
        }

        private static Cell Instant(DateTime utc) => Cell.Of(Text.Instant(utc));

        private static Cell Zone(dynamic item)
        {
            using (Held held = new Held(item.StartTimeZone))
            {
                dynamic zone = held.It;
                if (zone == null) return Cell.Absent();
                string name = zone.ID;
                return Cell.Of(name);
            }
        }

        private void AddNamed(Dictionary<string, Cell> cells, object[] values)
        {
            for (int at = 0; at < Schema.Named.Length; at++)
                cells["@" + Schema.Named[at]] = Named(values[at + names.Length - Schema.Named.Length]);
        }

        private static string FolderOf(dynamic item)
        {
            using (Held held = new Held(item.Parent))
            {
                dynamic folder = held.It;
                return folder.EntryID;
            }
        }

        private static string GlobalId(dynamic item)
        {
            string id = item.GlobalAppointmentID;
            return id ?? "";
        }

        private object[] Properties(dynamic item)
        {
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return (object[])accessor.GetProperties(names);
            }
        }

        // What GetProperties could not read it answers with the error's number in the value's place.
        private static Cell Named(object value)
        {
            if (value is string text) return OfText(text);
            return value is int code && !HResults.IsAbsent(code) ? Cell.Unreadable(HResults.Of(code)) : Cell.Absent();
        }

        // Without the changed occurrences: each of them has a digest of its own.
        private static string Digest(ItemRecord record) => DigestOf(
            string.Join("\n", record.Class, record.Meeting, record.Recurring, record.Series?.Pattern), record.Cells);

        private static string DigestOf(string head, Dictionary<string, Cell> cells)
        {
            var told = new StringBuilder(head);
            foreach (KeyValuePair<string, Cell> cell in cells.OrderBy(each => each.Key, StringComparer.Ordinal))
                told.Append('\n').Append(cell.Key).Append('\t').Append(cell.Value);
            using (SHA256 hash = SHA256.Create())
                return Text.Hex(hash.ComputeHash(Encoding.UTF8.GetBytes(told.ToString()))).Substring(0, 2 * DigestBytes);
        }
    }
}
