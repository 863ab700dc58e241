using System;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>
    /// When a series' occurrences take place: the rule's time on the clock of the series' zone, so
    /// that the UTC times shift with daylight saving.
    /// </summary>
    internal sealed class SeriesClock
    {
        private readonly Zones zones;
        private readonly string zone;

        /// <summary>A series planned in a zone, by its Windows name.</summary>
        public SeriesClock(Zones zones, string zone)
        {
            this.zones = zones;
            this.zone = zone;
        }

        /// <summary>The start of a day's occurrence, in UTC.</summary>
        public DateTime StartOf(SeriesRule rule, DateTime day)
        {
            return zones.ToUtc(rule.At(day), zone);
        }

        /// <summary>The end of a day's occurrence, in UTC.</summary>
        public DateTime EndOf(SeriesRule rule, DateTime day)
        {
            return zones.ToUtc(rule.At(day).AddMinutes(rule.Duration), zone);
        }

        /// <summary>A UTC time on the series' clock.</summary>
        public DateTime Local(DateTime utc)
        {
            return zones.FromUtc(utc, zone);
        }
    }
}
