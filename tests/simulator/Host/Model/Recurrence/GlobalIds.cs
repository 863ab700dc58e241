using System;
using System.Globalization;

namespace Simulator.Host.Model.Recurrence
{
    /// <summary>
    /// A GlobalAppointmentID in hexadecimal: bytes 16 to 19 hold the date of an exception in its
    /// series, and are zero for the series itself (MS-OXOCAL 2.2.1.27).
    /// </summary>
    internal static class GlobalIds
    {
        private const int At = 32;
        private const int Length = 8;

        /// <summary>The id of a day's exception.</summary>
        public static string Dated(string id, DateTime day)
        {
            var date = string.Format(CultureInfo.InvariantCulture, "{0:X4}{1:X2}{2:X2}", day.Year, day.Month, day.Day);
            return Put(id, date);
        }

        /// <summary>The series' id; null for none.</summary>
        public static string Clean(string id)
        {
            return id == null ? null : Put(id, new string('0', Length));
        }

        private static string Put(string id, string date)
        {
            return id.Remove(At, Length).Insert(At, date);
        }
    }
}
