using System;
using Simulator.Host.Com;
using Simulator.Host.Model.Recurrence;

namespace Simulator.Host.Model.Objects
{
    /// <summary>One occurrence of a series that was changed or deleted.</summary>
    public sealed class Exception : OutlookObject
    {
        private readonly AppointmentItem item;
        private readonly SeriesException exception;

        internal Exception(Core core, Exceptions parent, AppointmentItem item, SeriesException exception)
            : base(core, Kind.Exception, parent)
        {
            this.item = item;
            this.exception = exception;
        }

        public bool Deleted
        {
            get
            {
                Enter();
                return exception.Deleted;
            }
        }

        /// <summary>When it started by the rule, in the user's zone; of a deleted one the date alone.</summary>
        public DateTime OriginalDate
        {
            get
            {
                Enter();
                return exception.Deleted ? exception.Day : Core.Zones.FromUtc(item.OriginalStart(exception.Day), Core.Zones.Current);
            }
        }

        /// <summary>A deleted one has none.</summary>
        public AppointmentItem AppointmentItem
        {
            get
            {
                Enter();
                return exception.Deleted
                    ? throw ComError.Of(ComError.NotFound, "this occurrence was deleted")
                    : new AppointmentItem(Core, new Occurrence(Core, item.Record, exception.Day));
            }
        }
    }
}
