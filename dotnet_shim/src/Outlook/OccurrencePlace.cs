using System;
using System.Globalization;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// Finds one occurrence of a series by the date that the rule gives it, on the clock of the series'
    /// zone. Opens and lets go of everything else each time: Outlook takes an occurrence for changed while
    /// another reference to its series lives.
    /// </summary>
    public sealed class OccurrencePlace
    {
        private readonly OutlookSession outlook;
        private readonly string store;
        private readonly string id;

        /// <summary>A series by its ids.</summary>
        public OccurrencePlace(OutlookSession outlook, string store, string id)
        {
            this.outlook = outlook;
            this.store = store;
            this.id = id;
        }

        /// <summary>The changed or deleted occurrence at a place in Outlook's list, counted from 1; null after the last.</summary>
        public ExceptionRecord Exception(int at)
        {
            using (Held series = outlook.Item(store, id))
            using (Held pattern = Pattern(series))
            using (Held list = Exceptions(pattern))
            {
                dynamic exceptions = list.It;
                int count = exceptions.Count;
                return at > count ? null : Described(exceptions, at, PatternReader.ZoneOf(series.It));
            }
        }

        /// <summary>
        /// The occurrence as an item: the one at a place in that list, or for 0 the one that is as the rule
        /// has it; null when it was deleted or never was.
        /// </summary>
        public Held Open(PatternRecord rule, string date, int at)
        {
            if (at == 0) return ByRule(rule, date);
            return Exception(at).State == "deleted" ? null : OpenException(at);
        }

        /// <summary>The changed occurrence at a place in Outlook's list.</summary>
        public Held OpenException(int at)
        {
            using (Held series = outlook.Item(store, id))
            using (Held pattern = Pattern(series))
            using (Held list = Exceptions(pattern))
            {
                dynamic exceptions = list.It;
                using (Held held = new Held(exceptions.Item(at)))
                {
                    dynamic exception = held.It;
                    return new Held(exception.AppointmentItem);
                }
            }
        }

        private static Held Pattern(Held series)
        {
            dynamic item = series.It;
            return new Held(item.GetRecurrencePattern());
        }

        private static Held Exceptions(Held held)
        {
            dynamic pattern = held.It;
            return new Held(pattern.Exceptions);
        }

        private ExceptionRecord Described(dynamic exceptions, int at, string zone)
        {
            using (Held held = new Held(exceptions.Item(at)))
            {
                dynamic exception = held.It;
                bool deleted = exception.Deleted;
                DateTime original = exception.OriginalDate;
                // Of a deleted one Outlook keeps the date alone, on the series' own clock.
                DateTime there = deleted ? original : outlook.Converted(original, "", zone);
                return new ExceptionRecord { Date = Text.Date(there), State = deleted ? "deleted" : "changed" };
            }
        }

        private Held ByRule(PatternRecord rule, string date)
        {
            DateTime start = Text.ToDate(date) + TimeSpan.Parse(rule.Start, CultureInfo.InvariantCulture);
            try
            {
                using (Held series = outlook.Item(store, id))
                using (Held held = Pattern(series))
                {
                    dynamic pattern = held.It;
                    return new Held(pattern.GetOccurrence(outlook.Converted(start, rule.Zone, "")));
                }
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                return null;
            }
        }
    }
}
