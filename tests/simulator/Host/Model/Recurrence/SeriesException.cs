using System;
using System.Collections.Generic;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>What became of one occurrence: deleted, or with values of its own.</summary>
    internal sealed class SeriesException
    {
        /// <summary>Tells of an occurrence by the day it had in the rule; null values: it is deleted.</summary>
        public SeriesException(DateTime day, IReadOnlyDictionary<string, object> values)
        {
            Day = day;
            Values = values;
        }

        /// <summary>The day that the rule names.</summary>
        public DateTime Day { get; }

        /// <summary>What differs from the series, by the names an item keeps its values under.</summary>
        public IReadOnlyDictionary<string, object> Values { get; }

        /// <summary>Whether the occurrence is gone.</summary>
        public bool Deleted
        {
            get { return Values == null; }
        }
    }
}
