using System;
using Simulator.Host.Com;

namespace Simulator.Host.Model
{
    /// <summary>
    /// When an appointment takes place, as Outlook keeps and shifts it: UTC times, a zone for each
    /// end, or whole days. A value: every change answers another one.
    /// </summary>
    internal sealed class Span
    {
        private static readonly DateTime Earliest = new DateTime(1601, 1, 1);
        private static readonly DateTime Latest = new DateTime(4500, 9, 1);
        private readonly Zones zones;

        /// <summary>Makes a span.</summary>
        public Span(Zones zones, DateTime start, DateTime end, string startZone, string endZone, bool allDay)
        {
            this.zones = zones;
            Start = start;
            End = end;
            StartZone = startZone;
            EndZone = endZone;
            AllDay = allDay;
        }

        /// <summary>UTC.</summary>
        public DateTime Start { get; }

        /// <summary>UTC.</summary>
        public DateTime End { get; }

        /// <summary>The zone it was planned in, by its Windows name.</summary>
        public string StartZone { get; }

        /// <summary>The zone of its end.</summary>
        public string EndZone { get; }

        /// <summary>From midnight to midnight in its zone.</summary>
        public bool AllDay { get; }

        /// <summary>Another start; the end moves along.</summary>
        public Span From(DateTime utc)
        {
            RequireKept(utc);
            var length = End > Start ? End - Start : TimeSpan.Zero;
            return AllDay ? DaysFrom(utc) : new Span(zones, utc, utc + length, StartZone, EndZone, false);
        }

        /// <summary>Another end; one before the start is refused.</summary>
        public Span Until(DateTime utc)
        {
            RequireKept(utc);
            if (utc < Start)
            {
                throw ComError.Of(ComError.BadArgument, "the end cannot be before the start");
            }
            return AllDay
                ? Days(Local(Start), Ceiling(Local(utc)))
                : new Span(zones, Start, utc, StartZone, EndZone, false);
        }

        /// <summary>Another zone for the start, at the same time on its clock: the start itself shifts.</summary>
        public Span StartingIn(string zone)
        {
            var there = zones.ToUtc(zones.FromUtc(Start, StartZone), zone);
            return new Span(zones, there, End, zone, EndZone, AllDay);
        }

        /// <summary>Another zone for the end, at the same time on its clock.</summary>
        public Span EndingIn(string zone)
        {
            var there = zones.ToUtc(zones.FromUtc(End, EndZone), zone);
            return new Span(zones, Start, there, StartZone, zone, AllDay);
        }

        /// <summary>Whole days of the user's zone that hold it, or the same times as a timed one.</summary>
        public Span WholeDays(bool yes)
        {
            if (yes == AllDay)
            {
                return this;
            }
            return yes
                ? Days(Local(Start).Date, Ceiling(Local(End)))
                : new Span(zones, Start, End, StartZone, EndZone, false);
        }

        private static void RequireKept(DateTime utc)
        {
            if (utc < Earliest || utc > Latest)
            {
                throw ComError.Of(ComError.BadArgument, "Outlook keeps no such time");
            }
        }

        private static DateTime Ceiling(DateTime local)
        {
            return local.TimeOfDay == TimeSpan.Zero ? local : local.Date.AddDays(1);
        }

        private Span DaysFrom(DateTime utc)
        {
            var first = Local(utc).Date;
            return Days(first, first + (Local(End).Date - Local(Start).Date));
        }

        private Span Days(DateTime first, DateTime end)
        {
            var zone = zones.Current;
            var last = end > first ? end : first.AddDays(1);
            return new Span(zones, zones.ToUtc(first, zone), zones.ToUtc(last, zone), zone, zone, true);
        }

        private DateTime Local(DateTime utc)
        {
            return zones.FromUtc(utc, zones.Current);
        }
    }
}
