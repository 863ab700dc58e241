using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Recurrence;

namespace Simulator.Host.Model.Objects
{
    /// <content>What makes an appointment a series, or one occurrence of it.</content>
    public sealed partial class AppointmentItem
    {
        private const int NotRecurring = 0; // olApptNotRecurring
        private const int Master = 1;       // olApptMaster
        private const int OneOccurrence = 2; // olApptOccurrence
        private const int AnException = 3;  // olApptException
        private readonly Occurrence occurrence;

        internal AppointmentItem(Core core, Occurrence occurrence)
            : base(core, Kind.Appointment, occurrence.Open())
        {
            this.occurrence = occurrence;
        }

        public bool IsRecurring
        {
            get { return occurrence != null || Flag("IsRecurring"); }
        }

        public int RecurrenceState
        {
            get
            {
                if (occurrence == null)
                {
                    return Flag("IsRecurring") ? Master : NotRecurring;
                }
                EnterAlive();
                return occurrence.IsException ? AnException : OneOccurrence;
            }
        }

        /// <summary>An occurrence's is its series.</summary>
        public override object Parent
        {
            get { return occurrence == null ? base.Parent : Core.ItemOf(Record); }
        }

        /// <summary>The pattern as it is set now, saved or not; null for what is no series.</summary>
        internal Series Series
        {
            get { return occurrence == null ? Series.In(State.Get) : null; }
        }

        /// <summary>Makes a single appointment a series at once: each week on its day, without an end.</summary>
        public RecurrencePattern GetRecurrencePattern()
        {
            EnterAlive();
            Core.Pump();
            if (occurrence != null)
            {
                return ((AppointmentItem)Core.ItemOf(Record)).GetRecurrencePattern();
            }
            if (Series == null)
            {
                PutSeries(new Series(SeriesRule.Proposed(Clock.Local(Times.Start), Duration)));
            }
            return new RecurrencePattern(Core, this);
        }

        public void ClearRecurrencePattern()
        {
            EnterAlive();
            Series.Clear(State.Put);
            State.Put("IsRecurring", false);
        }

        /// <inheritdoc />
        internal override bool IsPart
        {
            get { return occurrence != null; }
        }

        /// <summary>An occurrence cannot leave its series.</summary>
        public override object Move(Folder DestFldr)
        {
            return occurrence == null ? base.Move(DestFldr) : throw ComError.Of(ComError.Failed, "an occurrence cannot be moved to another folder");
        }

        /// <summary>An occurrence is deleted from its series, which stays.</summary>
        public override void Delete()
        {
            if (occurrence == null)
            {
                base.Delete();
                return;
            }
            EnterAlive();
            RequireWritable(State.Folder);
            occurrence.Delete();
            MarkGone();
        }

        /// <summary>Takes a pattern; the series' own times are those of its first occurrence.</summary>
        internal void PutSeries(Series series)
        {
            series.WriteTo(State.Put);
            State.Put("IsRecurring", true);
            foreach (var day in series.Rule.Days().Take(1))
            {
                State.Put("Start", Clock.StartOf(series.Rule, day));
                State.Put("End", Clock.EndOf(series.Rule, day));
            }
        }

        /// <inheritdoc />
        internal override IEnumerable<OutlookItem> Occurrences()
        {
            return State.Record == null || Series == null
                ? base.Occurrences()
                : Occurrence.All(Core, Record).Select(each => new AppointmentItem(Core, each));
        }

        /// <summary>When the occurrence of a day starts by the rule, in UTC.</summary>
        internal DateTime OriginalStart(DateTime day)
        {
            return Clock.StartOf(Series.Rule, day);
        }

        /// <inheritdoc />
        internal override void Keep()
        {
            if (occurrence == null)
            {
                base.Keep();
                return;
            }
            occurrence.Keep(State.Values);
            State.Saved(Record, State.Folder);
        }

        private SeriesClock Clock
        {
            get { return new SeriesClock(Core.Zones, Text("StartTimeZone")); }
        }

        // A series' times are its pattern's: another zone keeps them on the clock there, whole days
        // widen them, and anything else must be set on the pattern.
        private bool TakesTimes(Span wanted)
        {
            var series = Series;
            if (series == null)
            {
                return false;
            }
            var now = Times;
            if (wanted.StartZone == now.StartZone && wanted.EndZone == now.EndZone && wanted.AllDay == now.AllDay)
            {
                throw ComError.Of(ComError.Denied, "the times of a series are set by its recurrence pattern");
            }
            PutZones(wanted);
            if (wanted.AllDay && !now.AllDay)
            {
                series.Rule.StartMinute = 0;
                series.Rule.Duration = (int)(wanted.End - wanted.Start).TotalMinutes;
                series.ForgetExceptions();
            }
            PutSeries(series);
            return true;
        }

        // The first occurrence is where the rule begins; a rule without one cannot be saved.
        private void PrepareSeries()
        {
            var series = Series;
            if (series == null)
            {
                return;
            }
            foreach (var day in series.Rule.Days().Take(1))
            {
                series.Rule.FirstDay = day;
                PutSeries(series);
                return;
            }
            throw ComError.Of(ComError.BadArgument, "the recurrence pattern is not valid");
        }
    }
}
