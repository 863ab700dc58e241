using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The occurrences of a series that were changed or deleted, in the order of their dates.</summary>
    public sealed class Exceptions : OutlookCollection<Exception>
    {
        private readonly AppointmentItem item;

        internal Exceptions(Core core, RecurrencePattern parent, AppointmentItem item)
            : base(core, Kind.Exceptions, parent)
        {
            this.item = item;
        }

        internal override List<Exception> All()
        {
            return item.Series.Exceptions.Select(each => new Exception(Core, this, item, each)).ToList();
        }
    }
}
