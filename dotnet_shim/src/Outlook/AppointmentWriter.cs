using System;
using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Sets the cells of an open appointment, in an order that Outlook's own shifting cannot spoil.</summary>
    public sealed class AppointmentWriter : CellWriter
    {
        private readonly OutlookSession outlook;

        /// <summary>Writes what the question holds and nothing else.</summary>
        public AppointmentWriter(OutlookSession outlook, Question question)
            : base(outlook, question)
        {
            this.outlook = outlook;
        }

        /// <inheritdoc />
        protected override void Set(Dictionary<string, Cell> cells, object opened)
        {
            dynamic item = opened;
            ApplyTimes(item, cells);
            foreach (KeyValuePair<string, Cell> cell in cells) Set(item, cell.Key, cell.Value);
        }

        // All-day first, it moves the times; then the zone, it may move them too; the start shifts the end
        // to keep the length, so the end comes last.
        private void ApplyTimes(dynamic item, Dictionary<string, Cell> cells)
        {
            if (cells.TryGetValue("AllDayEvent", out Cell allDay)) item.AllDayEvent = allDay.Flag == true;
            if (cells.TryGetValue("StartTimeZone", out Cell zone)) SetZone(item, zone.Text);
            bool dates = item.AllDayEvent;
            if (cells.TryGetValue("Start", out Cell start))
            {
                if (dates) item.Start = Text.ToDate(start.Text);
                else item.StartUTC = Text.ToInstant(start.Text);
            }
            if (cells.TryGetValue("End", out Cell end))
            {
                if (dates) item.End = Text.ToDate(end.Text);
                else item.EndUTC = Text.ToInstant(end.Text);
            }
        }

        private void SetZone(dynamic item, string name)
        {
            using (Held all = outlook.TimeZones())
            {
                dynamic zones = all.It;
                using (Held held = Find(zones, name))
                {
                    dynamic zone = held.It;
                    if (zone == null) return;
                    item.StartTimeZone = zone;
                    item.EndTimeZone = zone;
                }
            }
        }

        // This Windows may lack a zone that the table of names has: the times are right without it.
        private static Held Find(dynamic zones, string name)
        {
            try
            {
                return new Held(zones.Item(name));
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                return new Held(null);
            }
        }

        private static void Set(dynamic item, string name, Cell cell)
        {
            switch (name)
            {
                case "Subject": item.Subject = cell.Text; break;
                case "Body": item.Body = cell.Text; break;
                case "Location": item.Location = cell.Text; break;
                case "BusyStatus": item.BusyStatus = cell.Number.Value; break;
                case "Importance": item.Importance = cell.Number.Value; break;
                case "ReminderSet": item.ReminderSet = cell.Flag.Value; break;
                case "ReminderMinutesBeforeStart": item.ReminderMinutesBeforeStart = cell.Number.Value; break;
                case "Categories": item.Categories = InThisLocale(cell.Text); break;
                case "Sensitivity": item.Sensitivity = cell.Number.Value; break;
            }
        }
    }
}
