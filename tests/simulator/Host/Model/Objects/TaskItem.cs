using System;
using System.Collections.Generic;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A task. Its dates have no time of day; status, percentage and completion follow each other.</summary>
    public sealed class TaskItem : OutlookItem
    {
        private const int NotStarted = 0, InProgress = 1, Completed = 2; // OlTaskStatus
        private const int Whole = 100;
        private static readonly DateTime NoDate = new DateTime(4501, 1, 1);

        internal TaskItem(Core core, ItemState state)
            : base(core, Kind.Task, state)
        {
        }

        public Recipients Recipients
        {
            get
            {
                EnterAlive();
                return new Recipients(Core, this, State);
            }
        }

        /// <summary>1 January 4501 for none. A due date before it moves with it.</summary>
        public DateTime StartDate
        {
            get
            {
                return Date("StartDate");
            }

            set
            {
                Put("StartDate", value.Date);
                if (DueDate < value.Date)
                {
                    Put("DueDate", value.Date);
                }
            }
        }

        /// <summary>1 January 4501 for none. A start date after it moves with it.</summary>
        public DateTime DueDate
        {
            get
            {
                return Date("DueDate");
            }

            set
            {
                Put("DueDate", value.Date);
                if (StartDate != NoDate && StartDate > value.Date)
                {
                    Put("StartDate", value.Date);
                }
            }
        }

        /// <summary>Setting it completes the task.</summary>
        public DateTime DateCompleted
        {
            get
            {
                return Date("DateCompleted");
            }

            set
            {
                Progress(Completed, Whole);
                Put("DateCompleted", value.Date);
            }
        }

        public bool Complete
        {
            get { return Status == Completed; }
            set { Progress(value ? Completed : NotStarted, value ? Whole : 0); }
        }

        public int PercentComplete
        {
            get { return Number("PercentComplete"); }
            set { Progress(value == Whole ? Completed : value == 0 ? NotStarted : InProgress, Percent(value)); }
        }

        public int Status
        {
            get { return Number("Status"); }
            set { Progress(Known(value), value == Completed ? Whole : PercentComplete == Whole || value == NotStarted ? 0 : PercentComplete); }
        }

        public string Owner
        {
            get { return Text("Owner"); }
            set { Put("Owner", value ?? ""); }
        }

        /// <summary>Minutes.</summary>
        public int ActualWork
        {
            get { return Number("ActualWork"); }
            set { PutWithin("ActualWork", value, 0, int.MaxValue); }
        }

        /// <summary>Minutes.</summary>
        public int TotalWork
        {
            get { return Number("TotalWork"); }
            set { PutWithin("TotalWork", value, 0, int.MaxValue); }
        }

        public bool ReminderSet
        {
            get { return Flag("ReminderSet"); }
            set { Put("ReminderSet", value); }
        }

        public DateTime ReminderTime
        {
            get { return Local("ReminderTime"); }
            set { Put("ReminderTime", Core.Zones.ToUtc(value, Core.Zones.Current)); }
        }

        public bool IsRecurring
        {
            get { return Flag("IsRecurring"); }
        }

        public string ContactNames
        {
            get { return Text("ContactNames"); }
            set { Put("ContactNames", value ?? ""); }
        }

        public void MarkComplete()
        {
            Complete = true;
        }

        internal static Dictionary<string, object> Defaults(Core core)
        {
            return new Dictionary<string, object>
            {
                { "Subject", "" }, { "Body", "" }, { "Importance", 1 }, { "Sensitivity", 0 }, { "Status", NotStarted },
                { "PercentComplete", 0 }, { "ReminderSet", false }, { "IsRecurring", false }, { "Owner", core.Session.CurrentUser.Name },
            };
        }

        private static int Known(int status)
        {
            return status >= NotStarted && status <= 4 ? status : throw ComError.Of(ComError.BadArgument, "no status " + status);
        }

        private static int Percent(int value)
        {
            return value >= 0 && value <= Whole ? value : throw ComError.Of(ComError.BadArgument, "no percentage " + value);
        }

        private void Progress(int status, int percent)
        {
            Put("Status", status);
            Put("PercentComplete", percent);
            Put("DateCompleted", status == Completed ? Core.Zones.FromUtc(Core.Now(), Core.Zones.Current).Date : (object)null);
        }

        // A date is the same everywhere: it is kept as it was set, not in UTC.
        private DateTime Date(string name)
        {
            var date = Of<DateTime>(name);
            return date == default(DateTime) ? NoDate : date;
        }
    }
}
