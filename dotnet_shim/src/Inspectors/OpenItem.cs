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

        /// <summary>What Python needs to know of it, with stamp and choices where a pairing asks; of a mail its class and its folder, of anything else its class alone.</summary>
        public InspectorFacts Facts(Question question, Func<string, string> mailboxOf)
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
                if (question.Pairing == "") return facts;
                var choices = new ChoiceCells(question);
                object[] values = Values(item, new[] { Schema.Stamp(question.Pairing) }.Concat(choices.Names));
                facts.Stamp = RecordReader.StampOf(values[0] as string, mailboxOf(facts.Store));
                choices.AddTo(facts.Cells, values.Skip(1).ToArray());
                return facts;
            }
        }

        /// <summary>Puts a choice for a CRM on the item, to be saved with it; Outlook will ask for that.</summary>
        public void Write(string cell, string value, string crm)
        {
            using (Held held = Hold())
            {
                dynamic item = held.It;
                using (Held properties = new Held(item.PropertyAccessor))
                {
                    dynamic accessor = properties.It;
                    accessor.SetProperty(ChoiceCells.PropertyOfCell(cell, crm), value);
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

        private static object[] Values(dynamic item, IEnumerable<string> names)
        {
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return (object[])accessor.GetProperties(names.ToArray<object>());
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
