using System;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Looks for one date among a series' changed and deleted occurrences, one a step.</summary>
    public sealed class OccurrenceSearch
    {
        private readonly OccurrencePlace place;
        private readonly string date;
        private int next = 1;
        private bool ended;

        /// <summary>Looks for an occurrence by the date that the rule gives it.</summary>
        public OccurrenceSearch(OccurrencePlace place, string date)
        {
            this.place = place;
            this.date = date;
        }

        /// <summary>Where it is in Outlook's list; 0 when it is as the rule has it. For after the last step.</summary>
        public int Index { get; private set; }

        /// <summary>Looks at one; true when the place is known, also for a series that is not there.</summary>
        public bool Step()
        {
            if (ended) return true;
            ExceptionRecord found = At(next);
            ended = found == null || found.Date == date;
            Index = ended && found != null ? next : 0;
            if (!ended) next++;
            return ended;
        }

        /// <summary>Whether the list is still the one that was searched.</summary>
        public bool IsStillTrue() => Index > 0 ? At(Index)?.Date == date : At(next) == null;

        /// <summary>Begins anew: the list has changed.</summary>
        public void Restart()
        {
            next = 1;
            ended = false;
        }

        private ExceptionRecord At(int at)
        {
            try
            {
                return place.Exception(at);
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                return null;
            }
        }
    }
}
