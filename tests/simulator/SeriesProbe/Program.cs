using System;
using System.Globalization;
using System.Linq;
using Simulator.Host.Model.Recurrence;

namespace Simulator.SeriesProbe
{
    /// <summary>
    /// The days of a rule a line: type, interval, mask, day of month, month, instance, first day and
    /// how many are wanted, parted by blanks.
    /// </summary>
    internal static class Program
    {
        private static void Main()
        {
            string line;
            while ((line = Console.ReadLine()) != null)
            {
                var words = line.Split(' ');
                var rule = Rule(words);
                var days = rule.Days().Take(int.Parse(words[7])).Select(day => day.ToString("yyyy-MM-dd"));
                Console.WriteLine(string.Join(" ", days));
            }
        }

        private static SeriesRule Rule(string[] words)
        {
            var numbers = words.Take(6).Select(int.Parse).ToArray();
            return new SeriesRule
            {
                Type = numbers[0],
                Interval = numbers[1],
                DayOfWeekMask = numbers[2],
                DayOfMonth = numbers[3],
                MonthOfYear = numbers[4],
                Instance = numbers[5],
                FirstDay = DateTime.ParseExact(words[6], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
        }
    }
}
