using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>A rule and its exceptions, and how an item's values hold them.</summary>
    internal sealed class Series
    {
        private const string RuleField = "series";
        private const string ExceptionsField = "series exceptions";
        private const string DeletedField = "deleted";
        private readonly SortedDictionary<DateTime, SeriesException> exceptions = new SortedDictionary<DateTime, SeriesException>();

        /// <summary>A series without exceptions.</summary>
        public Series(SeriesRule rule)
        {
            Rule = rule;
        }

        /// <summary>When it happens.</summary>
        public SeriesRule Rule { get; }

        /// <summary>The exceptions, by the days they had.</summary>
        public IReadOnlyCollection<SeriesException> Exceptions
        {
            get { return exceptions.Values; }
        }

        /// <summary>The series that an item's values hold, or null.</summary>
        public static Series In(Func<string, object> get)
        {
            var rule = (string[])get(RuleField);
            if (rule == null)
            {
                return null;
            }
            var series = new Series(Parse(rule));
            foreach (var line in (string[])get(ExceptionsField) ?? new string[0])
            {
                series.Read(line);
            }
            return series;
        }

        /// <summary>Takes the series out of an item's values.</summary>
        public static void Clear(Action<string, object> put)
        {
            put(RuleField, null);
            put(ExceptionsField, null);
        }

        /// <summary>Puts the series into an item's values.</summary>
        public void WriteTo(Action<string, object> put)
        {
            put(RuleField, Write(Rule));
            put(ExceptionsField, exceptions.Values.Select(Write).ToArray());
        }

        /// <summary>The exception of a day, or null.</summary>
        public SeriesException ExceptionOf(DateTime day)
        {
            SeriesException found;
            return exceptions.TryGetValue(day, out found) ? found : null;
        }

        /// <summary>Whether the occurrence of one of the rule's days was deleted.</summary>
        public bool Lacks(DateTime day)
        {
            return ExceptionOf(day)?.Deleted == true;
        }

        /// <summary>Changes or deletes one occurrence.</summary>
        public void Except(SeriesException exception)
        {
            exceptions[exception.Day] = exception;
        }

        /// <summary>Forgets all exceptions, as Outlook does when the rule changes.</summary>
        public void ForgetExceptions()
        {
            exceptions.Clear();
        }

        private static string[] Write(SeriesRule rule)
        {
            var numbers = new[]
            {
                rule.Type, rule.Interval, rule.DayOfWeekMask, rule.DayOfMonth, rule.MonthOfYear, rule.Instance,
                rule.StartMinute, rule.Duration, DayNumber(rule.FirstDay), rule.LastDay == null ? -1 : DayNumber(rule.LastDay.Value),
                rule.Count ?? -1,
            };
            return numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        }

        private static SeriesRule Parse(string[] words)
        {
            var numbers = words.Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new SeriesRule
            {
                Type = numbers[0],
                Interval = numbers[1],
                DayOfWeekMask = numbers[2],
                DayOfMonth = numbers[3],
                MonthOfYear = numbers[4],
                Instance = numbers[5],
                StartMinute = numbers[6],
                Duration = numbers[7],
                FirstDay = DayOf(numbers[8]),
                LastDay = numbers[9] < 0 ? (DateTime?)null : DayOf(numbers[9]),
                Count = numbers[10] < 0 ? (int?)null : numbers[10],
            };
        }

        // An exception is kept as a record is, its day in the key's place.
        private static string Write(SeriesException exception)
        {
            var values = exception.Values ?? new Dictionary<string, object> { { DeletedField, true } };
            return RecordLine.Of(new Record(DayNumber(exception.Day), RecordKind.Item, values));
        }

        private void Read(string line)
        {
            var records = new Dictionary<long, Record>();
            RecordLine.Read(line, records);
            var record = records.Values.Single();
            Except(new SeriesException(DayOf((int)record.Key), record.Values.ContainsKey(DeletedField) ? null : record.Values));
        }

        private static int DayNumber(DateTime day)
        {
            return (int)(day.Ticks / TimeSpan.TicksPerDay);
        }

        private static DateTime DayOf(int number)
        {
            return new DateTime(number * TimeSpan.TicksPerDay);
        }
    }
}
