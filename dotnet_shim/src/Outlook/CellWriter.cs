using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Sets the cells of an open appointment, in an order that Outlook's own shifting cannot spoil.</summary>
    public sealed class CellWriter
    {
        private readonly OutlookSession outlook;
        private readonly Question question;

        /// <summary>Writes what the question holds and nothing else.</summary>
        public CellWriter(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <summary>Sets every cell and the stamp; does not save.</summary>
        public void Apply(dynamic item)
        {
            Dictionary<string, Cell> cells = question.Cells;
            ApplyTimes(item, cells);
            foreach (KeyValuePair<string, Cell> cell in cells) Set(item, cell.Key, cell.Value);
            ApplyNamed(item, cells);
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

        // Outlook takes one separator alone: the list separator of the user's regional settings.
        private static string InThisLocale(string categories) =>
            categories.Replace("; ", CultureInfo.CurrentCulture.TextInfo.ListSeparator + " ");

        private void ApplyNamed(dynamic item, Dictionary<string, Cell> cells)
        {
            Dictionary<string, string> values = cells.Where(cell => cell.Key[0] == '@')
                .ToDictionary(cell => Schema.Own(cell.Key.Substring(1)), cell => cell.Value.Text);
            if (question.Stamp != "")
                values[Schema.Stamp(question.Pairing)] = question.Stamp + " " + outlook.Mailbox(question.Store);
            bool unmarks = question.Op == "stamp" && question.Stamp == "";
            if (values.Count == 0 && !unmarks) return;
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                if (unmarks) accessor.DeleteProperty(Schema.Stamp(question.Pairing));
                if (values.Count == 0) return;
                object refused = accessor.SetProperties(values.Keys.ToArray<object>(), values.Values.ToArray<object>());
                Check(refused as object[]);
            }
        }

        // SetProperties does not throw for one bad value: it answers with an error in its place.
        private static void Check(object[] refused)
        {
            foreach (object each in refused ?? new object[0])
            {
                if (each is int code && code < 0) Marshal.ThrowExceptionForHR(code);
                if (each is Exception error) throw error;
            }
        }
    }
}
