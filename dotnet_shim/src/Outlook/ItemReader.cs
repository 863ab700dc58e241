using System;
using System.Collections.Generic;
using System.Linq;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads one open appointment into a record, cell by cell.</summary>
    public sealed class ItemReader : RecordReader
    {
        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox, and with choices.</summary>
        public ItemReader(string pairing, string mailbox, ChoiceCells choices)
            : base(pairing, mailbox, choices)
        {
        }

        /// <summary>Completes the record of a changed occurrence with the cells that differ from its series'.</summary>
        public void ReadOccurrence(dynamic item, ExceptionRecord record, Dictionary<string, Cell> series)
        {
            Dictionary<string, Cell> cells = Cells(item);
            AddChoices(cells, Properties(item));
            record.Digest = DigestOf("", cells);
            record.Cells = cells.Where(each => each.Value.ToString() != series[each.Key].ToString())
                .ToDictionary(each => each.Key, each => each.Value);
        }

        /// <inheritdoc />
        protected override void Complete(ItemRecord record, object opened)
        {
            dynamic item = opened;
            record.Gid = GlobalId(item);
            record.Recurring = item.IsRecurring;
            record.Meeting = item.MeetingStatus;
            record.Cells = Cells(item);
            if (PatternReader.IsSeries(item)) record.Series = new SeriesRecord { Pattern = PatternReader.Read(item) };
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
                { "Recipients", Try(() => AttendeeReader.Read(item, (int)item.MeetingStatus)) },
                { "ResponseStatus", Try(() => Cell.Of((int)item.ResponseStatus)) },
            };
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

        private static string GlobalId(dynamic item)
        {
            string id = item.GlobalAppointmentID;
            return id ?? "";
        }
    }
}
