using System;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Adds a series' changed and deleted occurrences to its record, one a step.</summary>
    public sealed class SeriesReader
    {
        private readonly OccurrencePlace place;
        private readonly ItemReader reader;
        private readonly ItemRecord series;
        private int next = 1;

        /// <summary>Reads what belongs to this record of a series.</summary>
        public SeriesReader(OutlookSession outlook, ItemReader reader, ItemRecord series)
        {
            place = new OccurrencePlace(outlook, series.Store, series.Id);
            this.reader = reader;
            this.series = series;
        }

        /// <summary>Reads the next one; true when there was none left.</summary>
        public bool Step()
        {
            ExceptionRecord found = place.Exception(next);
            if (found == null) return true;
            if (found.State == "changed") ReadCells(found, () => place.OpenException(next));
            series.Series.Exceptions.Add(found);
            next++;
            return false;
        }

        /// <summary>Adds the one at a place in Outlook's list alone.</summary>
        public void ReadOne(int at)
        {
            next = at;
            Step();
        }

        // Outlook may say that a changed occurrence is not there any more: that is no deletion.
        private void ReadCells(ExceptionRecord found, Func<Held> open)
        {
            try
            {
                using (Held held = open()) reader.ReadOccurrence(held.It, found, series.Cells);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                found.State = "unreadable";
                found.HResult = HResults.Of(error);
            }
        }
    }
}
