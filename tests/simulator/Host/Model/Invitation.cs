using System;
using System.Linq;
using Simulator.Host.Model.Objects;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>What becomes of a meeting that the user accepts.</summary>
    internal static class Invitation
    {
        private const int Received = 3; // olMeetingReceived
        private const int Accepted = 3; // olResponseAccepted

        /// <summary>
        /// Accepts; answers the EntryID of what is in the calendar then: as Outlook does, an item
        /// made anew, the same meeting by its GlobalAppointmentID, without what add-ins had put into the old one.
        /// </summary>
        public static string Accept(Core core, Record invitation)
        {
            var old = (AppointmentItem)core.ItemOf(invitation);
            if (!core.Habits.AcceptRemakes)
            {
                return Answered(old);
            }
            var values = invitation.Values.Where(pair => !pair.Key.StartsWith("mapi/", StringComparison.Ordinal) && pair.Key != Field.EntryId)
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            old.Destroy();
            return Answered((AppointmentItem)ItemClass.Open(core, new ItemState(core.Mailbox[invitation.Parent], values)));
        }

        private static string Answered(AppointmentItem item)
        {
            item.State.Put("MeetingStatus", Received);
            item.State.Put("ResponseStatus", Accepted);
            item.Save();
            return item.EntryID;
        }
    }
}
