using System;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>
    /// How a series repeats, as values. Days and times of day are those of the series' own zone, so
    /// that nothing here knows of daylight saving.
    /// </summary>
    internal sealed class SeriesRule
    {
        /// <summary>OlRecurrenceType.</summary>
        public const int Daily = 0, Weekly = 1, Monthly = 2, MonthNth = 3, Yearly = 5, YearNth = 6;

        /// <summary>The last day that Outlook knows; a series without an end says it ends there.</summary>
        public static readonly DateTime EndOfTime = new DateTime(4500, 8, 31);

        /// <summary>OlRecurrenceType.</summary>
        public int Type { get; set; } = Weekly;

        /// <summary>In days, weeks or months; Outlook counts months for yearly types too.</summary>
        public int Interval { get; set; } = 1;

        /// <summary>OlDaysOfWeek, added; 0 for types that have none.</summary>
        public int DayOfWeekMask { get; set; }

        /// <summary>1 to 31; in a shorter month its last day.</summary>
        public int DayOfMonth { get; set; }

        /// <summary>1 to 12, for yearly types.</summary>
        public int MonthOfYear { get; set; }

        /// <summary>1 to 4, or 5 for the last, of the days in the mask.</summary>
        public int Instance { get; set; }

        /// <summary>No occurrence lies before this day.</summary>
        public DateTime FirstDay { get; set; }

        /// <summary>No occurrence lies after this day, if that is what ends the series.</summary>
        public DateTime? LastDay { get; set; }

        /// <summary>How many there are, if that is what ends the series.</summary>
        public int? Count { get; set; }

        /// <summary>When an occurrence starts, in minutes after midnight.</summary>
        public int StartMinute { get; set; }

        /// <summary>How long an occurrence lasts, in minutes.</summary>
        public int Duration { get; set; }

        /// <summary>Whether nothing ends the series.</summary>
        public bool IsEndless
        {
            get { return LastDay == null && Count == null; }
        }

        /// <summary>The weekly rule that Outlook proposes for an appointment.</summary>
        public static SeriesRule Proposed(DateTime start, int duration)
        {
            var rule = new SeriesRule
            {
                FirstDay = start.Date,
                StartMinute = (int)start.TimeOfDay.TotalMinutes,
                Duration = duration,
            };
            rule.Reset(Weekly);
            return rule;
        }

        /// <summary>Takes another type: what belongs to a type begins anew, from the first day.</summary>
        public void Reset(int type)
        {
            var nth = type == MonthNth || type == YearNth;
            var yearly = type == Yearly || type == YearNth;
            Type = type;
            Interval = yearly ? 12 : 1;
            DayOfWeekMask = type == Weekly || nth ? SeriesDays.Bit(FirstDay) : 0;
            DayOfMonth = type == Monthly || type == Yearly ? FirstDay.Day : 0;
            MonthOfYear = yearly ? FirstDay.Month : 0;
            Instance = nth ? (FirstDay.Day + 6) / 7 : 0;
        }

        /// <summary>The days of the series, in order; of an endless one there is no end worth waiting for.</summary>
        public IEnumerable<DateTime> Days()
        {
            var days = SeriesDays.Of(this).TakeWhile(day => day <= (LastDay ?? EndOfTime));
            return Count == null ? days : days.Take(Count.Value);
        }

        /// <summary>When the occurrence of a day starts.</summary>
        public DateTime At(DateTime day)
        {
            return day.AddMinutes(StartMinute);
        }

        /// <summary>Whether a day is one of the series.</summary>
        public bool Has(DateTime day)
        {
            return Days().SkipWhile(each => each < day).Take(1).Contains(day);
        }
    }
}
