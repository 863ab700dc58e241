using System;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>The days that a rule names, from its first day on, without regard to its end.</summary>
    internal static class SeriesDays
    {
        private const int Last = 5; // of RecurrencePattern.Instance

        /// <summary>The days, in order.</summary>
        public static IEnumerable<DateTime> Of(SeriesRule rule)
        {
            return Candidates(rule).SkipWhile(day => day < rule.FirstDay);
        }

        /// <summary>A day's bit in a mask of OlDaysOfWeek.</summary>
        public static int Bit(DateTime day)
        {
            return 1 << (int)day.DayOfWeek;
        }

        private static IEnumerable<DateTime> Candidates(SeriesRule rule)
        {
            switch (rule.Type)
            {
                case SeriesRule.Daily:
                    return Every(rule.FirstDay, day => day.AddDays(rule.Interval));
                case SeriesRule.Weekly:
                    return Weeks(rule).SelectMany(week => InWeek(week, rule.DayOfWeekMask));
                case SeriesRule.Monthly:
                case SeriesRule.Yearly:
                    return Months(rule).Select(month => DayOf(month, rule.DayOfMonth));
                default:
                    return Months(rule).Select(month => NthOf(month, rule)).Where(day => day.HasValue).Select(day => day.Value);
            }
        }

        private static IEnumerable<DateTime> Every(DateTime first, Func<DateTime, DateTime> next)
        {
            for (var each = first; each <= SeriesRule.EndOfTime; each = next(each))
            {
                yield return each;
            }
        }

        // A week begins on Sunday, which counts when more than one week lies between two.
        private static IEnumerable<DateTime> Weeks(SeriesRule rule)
        {
            return Every(rule.FirstDay.AddDays(-(int)rule.FirstDay.DayOfWeek), week => week.AddDays(7 * rule.Interval));
        }

        private static IEnumerable<DateTime> InWeek(DateTime week, int mask)
        {
            return Enumerable.Range(0, 7).Select(offset => week.AddDays(offset)).Where(day => (mask & Bit(day)) != 0);
        }

        private static IEnumerable<DateTime> Months(SeriesRule rule)
        {
            var month = rule.MonthOfYear == 0 ? rule.FirstDay.Month : rule.MonthOfYear;
            return Every(new DateTime(rule.FirstDay.Year, month, 1), each => each.AddMonths(rule.Interval));
        }

        private static DateTime DayOf(DateTime month, int day)
        {
            return month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
        }

        private static DateTime? NthOf(DateTime month, SeriesRule rule)
        {
            var days = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month))
                .Select(offset => month.AddDays(offset))
                .Where(day => (rule.DayOfWeekMask & Bit(day)) != 0)
                .ToList();
            var at = rule.Instance == Last ? days.Count - 1 : rule.Instance - 1;
            return at >= 0 && at < days.Count ? days[at] : (DateTime?)null;
        }
    }
}
