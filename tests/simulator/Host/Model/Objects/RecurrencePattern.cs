using System;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Recurrence;

namespace Simulator.Host.Model.Objects
{
    /// <summary>
    /// When a series happens, on the clock of its StartTimeZone. What is set here belongs to the
    /// appointment and is kept by its Save; a changed rule has no exceptions any more.
    /// </summary>
    public sealed class RecurrencePattern : OutlookObject
    {
        private const int ProposedCount = 10; // of a series that is to end
        private const int Day = 24 * 60;
        private static readonly int[] Types =
        {
            SeriesRule.Daily, SeriesRule.Weekly, SeriesRule.Monthly, SeriesRule.MonthNth, SeriesRule.Yearly, SeriesRule.YearNth,
        };

        private static readonly DateTime NoDay = new DateTime(1899, 12, 30);
        private readonly AppointmentItem item;

        internal RecurrencePattern(Core core, AppointmentItem item)
            : base(core, Kind.RecurrencePattern, item)
        {
            this.item = item;
        }

        /// <summary>To be set first: all that belongs to a type begins anew, even when it is the same type.</summary>
        public int RecurrenceType
        {
            get { return Rule.Type; }
            set { Change(rule => rule.Reset(Known(value))); }
        }

        /// <summary>Months for the yearly types, so a multiple of 12 there.</summary>
        public int Interval
        {
            get { return Rule.Interval; }
            set { SetWithin(Rule.Interval, value, value > 0 && (!IsYearly || value % 12 == 0), rule => rule.Interval = value); }
        }

        public int DayOfWeekMask
        {
            get { return Rule.DayOfWeekMask; }
            set { SetWithin(Rule.DayOfWeekMask, value, value > 0 && value < 128 && HasMask, rule => rule.DayOfWeekMask = value); }
        }

        public int DayOfMonth
        {
            get { return Rule.DayOfMonth; }
            set { SetWithin(Rule.DayOfMonth, value, value > 0 && value < 32 && HasDay, rule => rule.DayOfMonth = value); }
        }

        public int MonthOfYear
        {
            get { return Rule.MonthOfYear; }
            set { SetWithin(Rule.MonthOfYear, value, value > 0 && value < 13 && IsYearly, rule => rule.MonthOfYear = value); }
        }

        /// <summary>5 is the last.</summary>
        public int Instance
        {
            get { return Rule.Instance; }
            set { SetWithin(Rule.Instance, value, value > 0 && value < 6 && IsNth, rule => rule.Instance = value); }
        }

        /// <summary>The first occurrence's date, once saved.</summary>
        public DateTime PatternStartDate
        {
            get { return Rule.FirstDay; }
            set { SetWithin(Rule.FirstDay, value.Date, true, rule => rule.FirstDay = value.Date); }
        }

        /// <summary>An endless series says 31 August 4500.</summary>
        public DateTime PatternEndDate
        {
            get { return Rule.IsEndless ? SeriesRule.EndOfTime : Rule.LastDay ?? Rule.Days().Last(); }
            set { SetWithin(PatternEndDate, value.Date, value.Date >= Rule.FirstDay, rule => End(rule, value.Date, null)); }
        }

        /// <summary>0 for an endless series.</summary>
        public int Occurrences
        {
            get { return Rule.IsEndless ? 0 : Rule.Count ?? Rule.Days().Count(); }
            set { SetWithin(Occurrences, value, value > 0, rule => End(rule, null, value)); }
        }

        public bool NoEndDate
        {
            get { return Rule.IsEndless; }
            set { SetWithin(Rule.IsEndless, value, true, rule => End(rule, null, value ? (int?)null : ProposedCount)); }
        }

        /// <summary>A time of day; the end moves along.</summary>
        public DateTime StartTime
        {
            get { return NoDay.AddMinutes(Rule.StartMinute); }
            set { SetWithin(Rule.StartMinute, Minute(value), true, rule => rule.StartMinute = Minute(value)); }
        }

        /// <summary>A time of day; one before the start is on the next day.</summary>
        public DateTime EndTime
        {
            get { return NoDay.AddMinutes((Rule.StartMinute + Rule.Duration) % Day); }
            set { Duration = (Minute(value) - Rule.StartMinute + Day) % Day; }
        }

        /// <summary>Minutes.</summary>
        public int Duration
        {
            get { return Rule.Duration; }
            set { SetWithin(Rule.Duration, value, value >= 0, rule => rule.Duration = value); }
        }

        /// <summary>For tasks alone.</summary>
        public bool Regenerate
        {
            get
            {
                Enter();
                return false;
            }
        }

        public Exceptions Exceptions
        {
            get
            {
                Enter();
                return new Exceptions(Core, this, item);
            }
        }

        private bool IsYearly
        {
            get { return Rule.Type == SeriesRule.Yearly || Rule.Type == SeriesRule.YearNth; }
        }

        private bool IsNth
        {
            get { return Rule.Type == SeriesRule.MonthNth || Rule.Type == SeriesRule.YearNth; }
        }

        private bool HasMask
        {
            get { return IsNth || Rule.Type == SeriesRule.Weekly; }
        }

        private bool HasDay
        {
            get { return Rule.Type == SeriesRule.Monthly || Rule.Type == SeriesRule.Yearly; }
        }

        private SeriesRule Rule
        {
            get { return Now().Rule; }
        }

        /// <summary>
        /// The occurrence that starts at a time of the user's zone, or did before it was moved; the
        /// series must be saved.
        /// </summary>
        public AppointmentItem GetOccurrence(DateTime StartDate)
        {
            Enter();
            Core.Pump();
            var found = item.Record == null || !item.Record.Of<bool>("IsRecurring")
                ? null
                : Occurrence.At(Core, item.Record, Core.Zones.ToUtc(StartDate, Core.Zones.Current));
            return found == null
                ? throw ComError.Of(ComError.NotFound, "this series has no such occurrence")
                : new AppointmentItem(Core, found);
        }

        private static void End(SeriesRule rule, DateTime? day, int? count)
        {
            rule.LastDay = day;
            rule.Count = count;
        }

        private static int Known(int type)
        {
            return Types.Contains(type) ? type : throw ComError.Of(ComError.BadArgument, "no recurrence of type " + type);
        }

        private static int Minute(DateTime time)
        {
            return (int)time.TimeOfDay.TotalMinutes;
        }

        private Series Now()
        {
            Enter();
            return item.Series ?? throw ComError.Of(ComError.ObjectDeleted, "the appointment is no series any more");
        }

        private void SetWithin<T>(T now, T value, bool valid, Action<SeriesRule> set)
        {
            if (!valid)
            {
                throw ComError.Of(ComError.BadArgument, value + " is not valid for this recurrence pattern");
            }
            if (!Equals(now, value))
            {
                Change(set);
            }
        }

        private void Change(Action<SeriesRule> set)
        {
            var series = Now();
            set(series.Rule);
            series.ForgetExceptions();
            item.PutSeries(series);
        }
    }
}
