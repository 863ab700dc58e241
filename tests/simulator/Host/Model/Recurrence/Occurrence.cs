using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>
    /// One occurrence of a saved series. It has no record of its own: what is changed on it is an
    /// exception that the series keeps.
    /// </summary>
    internal sealed class Occurrence
    {
        private const string Start = "Start";
        private const string End = "End";
        private const string GlobalId = "GlobalAppointmentID";
        private readonly Core core;
        private readonly DateTime day;

        /// <summary>The occurrence of a day in the rule.</summary>
        public Occurrence(Core core, Record master, DateTime day)
        {
            this.core = core;
            this.day = day;
            Master = master;
        }

        /// <summary>The series' record.</summary>
        public Record Master { get; }

        /// <summary>Whether it differs from the series.</summary>
        public bool IsException
        {
            get { return SeriesOf(Master).ExceptionOf(day) != null; }
        }

        /// <summary>The occurrence that began, or would without its exception, at a UTC time; null when none does.</summary>
        public static Occurrence At(Core core, Record master, DateTime utc)
        {
            var series = SeriesOf(master);
            var day = ClockOf(core, master).Local(utc).Date;
            var isOne = series.Rule.Has(day) && !series.Lacks(day) && ClockOf(core, master).StartOf(series.Rule, day) == utc;
            return isOne ? new Occurrence(core, master, day) : null;
        }

        /// <summary>
        /// The occurrences, moved ones where they are now, in the order of their starts: none passes
        /// another. Of an endless series there are more than anybody wants.
        /// </summary>
        public static IEnumerable<Occurrence> All(Core core, Record master)
        {
            var series = SeriesOf(master);
            return series.Rule.Days().Where(day => !series.Lacks(day)).Select(day => new Occurrence(core, master, day));
        }

        /// <summary>The occurrence as an item in memory.</summary>
        public ItemState Open()
        {
            return new ItemState(Master, core.Mailbox[Master.Parent], View);
        }

        /// <summary>Keeps what an opened occurrence has become.</summary>
        public void Keep(IReadOnlyDictionary<string, object> values)
        {
            var series = SeriesOf(Master);
            RequireBetweenNeighbours(series, (DateTime)values[Start]);
            var plain = Plain(Master);
            var own = values.Where(pair => pair.Key != GlobalId && !Equals(pair.Value, Value(plain, pair.Key)))
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            series.Except(new SeriesException(day, own));
            Save(series);
        }

        /// <summary>Takes the occurrence out of the series.</summary>
        public void Delete()
        {
            var series = SeriesOf(Master);
            series.Except(new SeriesException(day, null));
            Save(series);
        }

        private static Series SeriesOf(Record master)
        {
            return Series.In(name => Value(master.Values, name));
        }

        private static SeriesClock ClockOf(Core core, Record master)
        {
            return new SeriesClock(core.Zones, master.Text("StartTimeZone"));
        }

        private static object Value(IReadOnlyDictionary<string, object> values, string name)
        {
            object value;
            return values.TryGetValue(name, out value) ? value : null;
        }

        private IReadOnlyDictionary<string, object> View(Record master)
        {
            var values = Plain(master);
            var exception = SeriesOf(master).ExceptionOf(day);
            if (exception?.Values == null)
            {
                return values;
            }
            foreach (var own in exception.Values)
            {
                values[own.Key] = own.Value;
            }
            values[GlobalId] = GlobalIds.Dated(master.Text(GlobalId), day);
            return values;
        }

        // As the rule has it: the series' values at this day's times.
        private Dictionary<string, object> Plain(Record master)
        {
            var rule = SeriesOf(master).Rule;
            var values = master.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
            Series.Clear((name, nothing) => values.Remove(name));
            values["IsRecurring"] = false;
            values[Start] = ClockOf(core, master).StartOf(rule, day);
            values[End] = ClockOf(core, master).EndOf(rule, day);
            return values;
        }

        // No occurrence may move to the day of the one before or after it, or beyond.
        private void RequireBetweenNeighbours(Series series, DateTime start)
        {
            var days = series.Rule.Days().Where(each => !series.Lacks(each));
            var now = ClockOf(core, Master).Local(start).Date;
            var earlier = days.TakeWhile(each => each < day).DefaultIfEmpty(DateTime.MinValue).Last();
            var before = earlier == DateTime.MinValue ? earlier : DayNow(earlier);
            var after = days.SkipWhile(each => each <= day).Select(DayNow).DefaultIfEmpty(DateTime.MaxValue).First();
            if (now <= before || now >= after)
            {
                throw ComError.Of(ComError.Failed, "an occurrence cannot be moved to the day of another or past it");
            }
        }

        private DateTime DayNow(DateTime other)
        {
            return ClockOf(core, Master).Local((DateTime)new Occurrence(core, Master, other).View(Master)[Start]).Date;
        }

        private void Save(Series series)
        {
            var values = Master.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
            series.WriteTo((name, value) => values[name] = value);
            values["LastModificationTime"] = Core.Now();
            core.Mailbox.Save(Master, values);
            core.Events.Changed(Master);
        }
    }
}
