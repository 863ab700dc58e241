using System.Collections.Generic;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads who is asked to a meeting of the user's own, and who answered what.</summary>
    public static class AttendeeReader
    {
        private const int Most = 100; // each takes several calls: a town hall's would freeze Outlook
        private const int Meeting = 1; // of OlMeetingStatus, whose bits these are
        private const int Received = 2;
        private const int Organiser = 0; // olOrganizer

        /// <summary>A JSON array of the attendees; absent in a received meeting, cut when they are too many.</summary>
        public static Cell Read(dynamic item, int meeting)
        {
            if ((meeting & Received) != 0) return Cell.Absent();
            if ((meeting & Meeting) == 0) return Cell.Of("[]");
            using (Held all = new Held(item.Recipients))
            {
                dynamic recipients = all.It;
                int count = recipients.Count;
                if (count > Most) return Cell.Cut("[]");
                var people = new List<AttendeeRecord>();
                for (int at = 1; at <= count; at++)
                    using (Held held = new Held(recipients.Item(at))) Add(people, held.It);
                return Cell.Of(Json.Write(people.ToArray()));
            }
        }

        /// <summary>A recipient's SMTP address; "" while it is not resolved.</summary>
        public static string AddressOf(dynamic recipient)
        {
            try
            {
                using (Held held = new Held(recipient.PropertyAccessor))
                {
                    dynamic accessor = held.It;
                    string address = accessor.GetProperty(Schema.SmtpAddress);
                    return Text.Clean(address);
                }
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return "";
            }
        }

        private static void Add(List<AttendeeRecord> people, dynamic recipient)
        {
            int type = recipient.Type;
            if (type == Organiser) return;
            string address = AddressOf(recipient);
            string name = recipient.Name;
            people.Add(new AttendeeRecord
            {
                Address = address == "" ? Text.Clean(name) : address, Response = recipient.MeetingResponseStatus,
            });
        }
    }
}
