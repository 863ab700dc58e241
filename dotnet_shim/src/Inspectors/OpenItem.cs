using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Inspectors
{
    /// <summary>
    /// The appointment in a window, as it is there: unsaved changes count. It is asked for anew each time, for
    /// a move gives the window another item. Outlook's thread only.
    /// </summary>
    public sealed class OpenItem
    {
        private const int Appointment = 26;   // olAppointment
        private const int Mail = 43;          // olMail
        private const int Folder = 2;         // olFolder
        private const int MostAttendees = 50; // a town hall's guests suggest nobody

        private readonly object inspector;

        /// <summary>The item of this window.</summary>
        public OpenItem(object inspector)
        {
            this.inspector = inspector;
        }

        /// <summary>What Python needs to know of it, with the stamp of this pairing; of a mail its class and its folder, of anything else its class alone.</summary>
        public InspectorFacts Facts(string pairing, Func<string, string> mailboxOf)
        {
            using (Held held = Hold())
            {
                dynamic item = held.It;
                var facts = new InspectorFacts { Class = item == null ? 0 : item.Class };
                if (facts.Class == Mail) Place(item, facts);
                if (facts.Class != Appointment) return facts;
                facts.Id = item.EntryID ?? "";
                facts.Gid = item.GlobalAppointmentID ?? "";
                facts.Subject = Text.Clean(item.Subject);
                facts.Recurrence = item.RecurrenceState;
                facts.Attendees = Attendees(item);
                Place(item, facts);
                object[] values = Values(item, pairing);
                facts.Stamp = RecordReader.StampOf(values[0] as string, mailboxOf(facts.Store));
                for (int at = 0; at < Schema.Named.Length; at++)
                    facts.Cells["@" + Schema.Named[at]] = values[at + 1] is string text ? Cell.Of(text) : Cell.Absent();
                return facts;
            }
        }

        /// <summary>Puts a value of ours on the item, to be saved with it; Outlook will ask for that.</summary>
        public void Write(string cell, string value)
        {
            using (Held held = Hold())
            {
                dynamic item = held.It;
                using (Held properties = new Held(item.PropertyAccessor))
                {
                    dynamic accessor = properties.It;
                    accessor.SetProperty(Schema.Own(cell.Substring(1)), value);
                }
                // A property set by its MAPI name alone does not make Outlook see that the item changed.
                bool saved = item.Saved;
                if (saved) item.Subject = item.Subject;
            }
        }

        /// <summary>The item itself, to be let go of in the same slice.</summary>
        public Held Hold()
        {
            dynamic window = inspector;
            return new Held(window.CurrentItem);
        }

        // What an occurrence belongs to is its series, not a folder.
        private static void Place(dynamic item, InspectorFacts facts)
        {
            using (Held held = new Held(item.Parent))
            {
                dynamic folder = held.It;
                int kind = folder == null ? 0 : folder.Class;
                if (kind == Appointment) Place(folder, facts);
                if (kind != Folder) return;
                facts.Folder = folder.EntryID;
                facts.Store = folder.StoreID;
            }
        }

        private static object[] Values(dynamic item, string pairing)
        {
            object[] names = new[] { Schema.Stamp(pairing) }.Concat(Schema.Named.Select(Schema.Own)).ToArray<object>();
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return (object[])accessor.GetProperties(names);
            }
        }

        private static string[] Attendees(dynamic item)
        {
            var addresses = new List<string>();
            using (Held all = new Held(item.Recipients))
            {
                dynamic recipients = all.It;
                int count = recipients.Count;
                for (int at = 1; at <= Math.Min(count, MostAttendees); at++)
                    using (Held held = new Held(recipients.Item(at))) addresses.Add(AttendeeReader.AddressOf(held.It));
            }
            return addresses.Where(address => address != "").ToArray();
        }
    }
}
