using System;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads the recurrence pattern of an open series.</summary>
    public static class PatternReader
    {
        private const int Master = 1; // olApptMaster
        private const int Weekly = 1; // olRecursWeekly
        private const int Monthly = 2; // olRecursMonthly
        private const int MonthNth = 3; // olRecursMonthNth
        private const int Yearly = 5; // olRecursYearly
        private const int YearNth = 6; // olRecursYearNth
        private const int HeadBytes = 48; // of the stored pattern: enough for all but its exceptions

        /// <summary>Whether the item is a whole series; asking a single item for its pattern would make it one.</summary>
        public static bool IsSeries(dynamic item)
        {
            int state = item.RecurrenceState;
            return state == Master;
        }

        /// <summary>The pattern; what a type has not is 0.</summary>
        public static PatternRecord Read(dynamic item)
        {
            // A pattern's StartTime has no date, and hence no zone that all versions agree on.
            DateTime start = item.StartInStartTimeZone;
            using (Held held = new Held(item.GetRecurrencePattern()))
            {
                PatternRecord record = Rule(held.It);
                record.Start = start.ToString("HH:mm", CultureInfo.InvariantCulture);
                record.Zone = ZoneOf(item);
                record.Head = HeadOf(item);
                return record;
            }
        }

        // The object model tells neither the first day of the week nor another calendar than ours.
        private static string HeadOf(dynamic item)
        {
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                try
                {
                    byte[] stored = accessor.GetProperty(Schema.Recurrence);
                    return Text.Hex(stored.Take(HeadBytes).ToArray());
                }
                catch (COMException error) when (!HResults.IsRejected(error))
                {
                    return "";
                }
            }
        }

        /// <summary>The Windows name of the zone a series is planned in, "" for none.</summary>
        public static string ZoneOf(dynamic item)
        {
            using (Held held = new Held(item.StartTimeZone))
            {
                dynamic zone = held.It;
                if (zone == null) return "";
                return zone.ID;
            }
        }

        private static PatternRecord Rule(dynamic pattern)
        {
            int type = pattern.RecurrenceType;
            bool nth = type == MonthNth || type == YearNth;
            bool yearly = type == Yearly || type == YearNth;
            bool byDay = type == Monthly || type == Yearly;
            bool byWeekday = nth || type == Weekly;
            DateTime first = pattern.PatternStartDate;
            DateTime last = pattern.PatternEndDate;
            return new PatternRecord
            {
                Type = type, Interval = pattern.Interval, Mask = byWeekday ? pattern.DayOfWeekMask : 0,
                Day = byDay ? pattern.DayOfMonth : 0, Month = yearly ? pattern.MonthOfYear : 0,
                Instance = nth ? pattern.Instance : 0, First = Text.Date(first), Last = Text.Date(last),
                Endless = pattern.NoEndDate, Duration = pattern.Duration,
            };
        }
    }
}
