using System;

namespace Simulator.Host.Model.Objects
{
    /// <summary>One time zone of this Windows.</summary>
    public sealed class TimeZone : OutlookObject
    {
        private readonly TimeZoneInfo rules;

        internal TimeZone(Core core, string id)
            : base(core, Kind.TimeZone, null)
        {
            ID = id;
            rules = core.Zones.Rules(id);
        }

        public string ID { get; }

        public string Name
        {
            get { return ID; }
        }

        /// <summary>Minutes to be added to get UTC.</summary>
        public int Bias
        {
            get { return (int)-rules.BaseUtcOffset.TotalMinutes; }
        }

        public int StandardBias
        {
            get { return 0; }
        }
    }
}
