using System;
using System.Collections.Generic;
using System.Globalization;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>An appointment or meeting.</summary>
    public sealed partial class AppointmentItem : OutlookItem
    {
        private const int Busy = 2;             // olBusy
        private const int Normal = 1;           // olImportanceNormal
        private const int DefaultReminder = 15;

        internal AppointmentItem(Core core, ItemState state)
            : base(core, Kind.Appointment, state)
        {
        }

        public string Location
        {
            get { return Text("Location"); }
            set { Put("Location", value ?? ""); }
        }

        public int BusyStatus
        {
            get { return Number("BusyStatus"); }
            set { PutWithin("BusyStatus", value, 0, 4); }
        }

        public bool ReminderSet
        {
            get { return Flag("ReminderSet"); }
            set { Put("ReminderSet", value); }
        }

        public int ReminderMinutesBeforeStart
        {
            get { return Number("ReminderMinutesBeforeStart"); }
            set { PutWithin("ReminderMinutesBeforeStart", value, 0, int.MaxValue); }
        }

        public bool ReminderOverrideDefault
        {
            get { return Flag("ReminderOverrideDefault"); }
            set { Put("ReminderOverrideDefault", value); }
        }

        public bool ReminderPlaySound
        {
            get { return Flag("ReminderPlaySound"); }
            set { Put("ReminderPlaySound", value); }
        }

        public int MeetingStatus
        {
            get { return Number("MeetingStatus"); }
            set { PutWithin("MeetingStatus", value, 0, 7); }
        }

        /// <summary>Only Respond changes it.</summary>
        public int ResponseStatus
        {
            get { return Number("ResponseStatus"); }
        }

        public bool ResponseRequested
        {
            get { return Flag("ResponseRequested"); }
            set { Put("ResponseRequested", value); }
        }

        /// <summary>Empty before the first save; from then on the same in every copy.</summary>
        public string GlobalAppointmentID
        {
            get { return Text("GlobalAppointmentID"); }
        }

        /// <summary>Making an appointment all-day widens it to midnights of the user's zone.</summary>
        public bool AllDayEvent
        {
            get { return Flag("AllDayEvent"); }
            set { Times = Times.WholeDays(value); }
        }

        /// <summary>In the user's zone. The end moves along.</summary>
        public DateTime Start
        {
            get { return Local("Start"); }
            set { Times = Times.From(FromLocal(value)); }
        }

        /// <summary>In the user's zone.</summary>
        public DateTime End
        {
            get { return Local("End"); }
            set { Times = Times.Until(FromLocal(value)); }
        }

        public DateTime StartUTC
        {
            get { return Of<DateTime>("Start"); }
            set { Times = Times.From(Whole(value)); }
        }

        public DateTime EndUTC
        {
            get { return Of<DateTime>("End"); }
            set { Times = Times.Until(Whole(value)); }
        }

        public DateTime StartInStartTimeZone
        {
            get { return Core.Zones.FromUtc(Of<DateTime>("Start"), Text("StartTimeZone")); }
            set { Times = Times.From(Core.Zones.ToUtc(Whole(value), Text("StartTimeZone"))); }
        }

        public DateTime EndInEndTimeZone
        {
            get { return Core.Zones.FromUtc(Of<DateTime>("End"), Text("EndTimeZone")); }
            set { Times = Times.Until(Core.Zones.ToUtc(Whole(value), Text("EndTimeZone"))); }
        }

        /// <summary>Another zone leaves the time on the clock there as it is, so that Start shifts.</summary>
        public TimeZone StartTimeZone
        {
            get { return new TimeZone(Core, Text("StartTimeZone")); }
            set { Times = Times.StartingIn(value.ID); }
        }

        /// <summary>Another zone leaves the time on the clock there as it is, so that End shifts.</summary>
        public TimeZone EndTimeZone
        {
            get { return new TimeZone(Core, Text("EndTimeZone")); }
            set { Times = Times.EndingIn(value.ID); }
        }

        /// <summary>Minutes.</summary>
        public int Duration
        {
            get { return (int)(Times.End - Times.Start).TotalMinutes; }
            set { Times = Times.Until(Times.Start.AddMinutes(value)); }
        }

        internal Span Times
        {
            get
            {
                EnterAlive();
                return new Span(
                    Core.Zones, State.Of<DateTime>("Start"), State.Of<DateTime>("End"), State.Of<string>("StartTimeZone"),
                    State.Of<string>("EndTimeZone"), State.Of<bool>("AllDayEvent"));
            }
            set
            {
                if (!TakesTimes(value))
                {
                    State.Put("Start", value.Start);
                    State.Put("End", value.End);
                    PutZones(value);
                }
            }
        }

        /// <summary>A new appointment: the next half hour, busy, with a reminder.</summary>
        internal static Dictionary<string, object> Defaults(Core core)
        {
            var half = TimeSpan.FromMinutes(30).Ticks;
            var start = new DateTime(((Core.Now().Ticks / half) + 1) * half);
            return new Dictionary<string, object>
            {
                { "Start", start }, { "End", start.AddMinutes(30) }, { "AllDayEvent", false },
                { "StartTimeZone", core.Zones.Current }, { "EndTimeZone", core.Zones.Current },
                { "Subject", "" }, { "Body", "" }, { "Location", "" },
                { "BusyStatus", Busy }, { "Importance", Normal }, { "Sensitivity", 0 },
                { "ReminderSet", true }, { "ReminderMinutesBeforeStart", DefaultReminder },
                { "MeetingStatus", 0 }, { "ResponseStatus", 0 }, { "ResponseRequested", true }, { "IsRecurring", false },
            };
        }

        internal override void Prepare()
        {
            if (State.Get("GlobalAppointmentID") == null)
            {
                State.Put("GlobalAppointmentID", GlobalId());
            }
            PrepareSeries();
        }

        /// <inheritdoc />
        internal override void PutField(string field, object value)
        {
            if (field == "Start" || field == "End" || field == "AllDayEvent")
            {
                throw ComError.Of(ComError.Denied, field + " is set by its own property");
            }
            base.PutField(field, value);
        }

        // MS-OXOCAL 2.2.1.27: a fixed head, no date, the time it was made, a size, and bytes of chance.
        private static string GlobalId()
        {
            var made = BitConverter.GetBytes(DateTime.UtcNow.ToFileTimeUtc());
            return "040000008200E00074C5B7101A82E008" + "00000000" + MapiNames.Hexadecimals(made)
                + "0000000000000000" + "10000000" + Guid.NewGuid().ToString("N").ToUpper(CultureInfo.InvariantCulture);
        }

        private void PutZones(Span value)
        {
            State.Put("StartTimeZone", value.StartZone);
            State.Put("EndTimeZone", value.EndZone);
            State.Put("AllDayEvent", value.AllDay);
        }

        private DateTime FromLocal(DateTime local)
        {
            return Core.Zones.ToUtc(Whole(local), Core.Zones.Current);
        }

        private DateTime Whole(DateTime time)
        {
            var rest = Core.Habits.WholeMinutes ? time.Ticks % TimeSpan.TicksPerMinute : 0;
            return new DateTime(time.Ticks - rest);
        }
    }
}
