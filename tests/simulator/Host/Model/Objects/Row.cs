using System;
using System.Globalization;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>One row of a table.</summary>
    public sealed class Row : OutlookObject
    {
        private readonly object[] values;

        internal Row(Core core, Table table, object[] values)
            : base(core, Kind.Row, table)
        {
            this.values = values;
        }

        /// <summary>By position from 1, or by a column's name.</summary>
        public object Item(object Index)
        {
            Enter();
            return values[PositionOf(Index)];
        }

        public object GetValues()
        {
            Enter();
            return values.Clone();
        }

        public string BinaryToString(object Index)
        {
            return MapiNames.Hexadecimals((byte[])Item(Index));
        }

        public DateTime LocalTimeToUTC(object Index)
        {
            return Core.Zones.ToUtc((DateTime)Item(Index), Core.Zones.Current);
        }

        public DateTime UTCToLocalTime(object Index)
        {
            return Core.Zones.FromUtc((DateTime)Item(Index), Core.Zones.Current);
        }

        private int PositionOf(object index)
        {
            var name = index as string;
            var at = name == null
                ? Convert.ToInt32(index, CultureInfo.InvariantCulture) - 1
                : ((Table)Parent).Columns.All().FindIndex(column => column.Name == name);
            return at >= 0 && at < values.Length ? at : throw ComError.Of(ComError.BadIndex, "no column " + index);
        }
    }
}
