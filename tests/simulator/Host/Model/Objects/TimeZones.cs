using System;
using System.Globalization;
using System.Linq;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The time zones of this Windows.</summary>
    public sealed class TimeZones : OutlookObject
    {
        internal TimeZones(Core core)
            : base(core, Kind.TimeZones, core.Application)
        {
        }

        public int Count
        {
            get
            {
                Enter();
                return Core.Zones.Names.Count();
            }
        }

        public TimeZone CurrentTimeZone
        {
            get
            {
                Enter();
                return new TimeZone(Core, Core.Zones.Current);
            }
        }

        /// <summary>By position from 1, or by the name in the registry; an unknown one throws.</summary>
        public TimeZone Item(object Index)
        {
            Enter();
            var name = Index as string ?? Core.Zones.Names.ElementAtOrDefault(Convert.ToInt32(Index, CultureInfo.InvariantCulture) - 1) ?? "";
            return Core.Zones.Knows(name)
                ? new TimeZone(Core, name)
                : throw ComError.Of(ComError.BadArgument, "no time zone " + Index);
        }

        public DateTime ConvertTime(DateTime SourceDateTime, TimeZone SourceTimeZone, TimeZone DestinationTimeZone)
        {
            Enter();
            return Core.Zones.FromUtc(Core.Zones.ToUtc(SourceDateTime, SourceTimeZone.ID), DestinationTimeZone.ID);
        }
    }
}
