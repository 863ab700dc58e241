using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Simulator.Host.Model
{
    /// <summary>
    /// What this Outlook does differently from a well-behaved one, by the names tests use.
    /// What Outlook always does is on from the start, disturbances are off.
    /// </summary>
    internal sealed class Habits
    {
        private readonly Dictionary<string, Action<object>> setters;

        /// <summary>Everything as usual.</summary>
        public Habits()
        {
            setters = new Dictionary<string, Action<object>>
            {
                { "move_changes_id", value => MoveChangesId = (bool)value },
                { "accept_remakes", value => AcceptRemakes = (bool)value },
                { "whole_minutes", value => WholeMinutes = (bool)value },
                { "tables_cut", value => TablesCut = (bool)value },
                { "short_term_ids", value => ShortTermIds = (bool)value },
                { "late_modification", value => LateModification = Milliseconds(value) },
                { "lose_events", value => LoseEvents = (bool)value },
                { "double_events", value => DoubleEvents = (bool)value },
                { "echo_events", value => EchoEvents = Milliseconds(value) },
                { "unreadable", value => Unreadable = Names(value) },
                { "unreadable_properties", value => UnreadableProperties = Names(value) },
                { "blocked_files", value => BlockedFiles = Names(value) },
                { "call_rejected", value => Rejections = new Rejections(Milliseconds(value)) },
                { "pump_messages", value => PumpMessages = (bool)value },
                { "offline", value => Offline = (bool)value },
                { "busy", value => BusyChanged?.Invoke(Milliseconds(value)) },
            };
        }

        /// <summary>How long Outlook's own work is to keep its thread from now on, each fifth of a second.</summary>
        public event Action<int> BusyChanged;

        /// <summary>A moved item has another EntryID, as on Exchange; a data file keeps it inside.</summary>
        public bool MoveChangesId { get; private set; } = true;

        /// <summary>An accepted invitation is a new item, without what others had added to the old one.</summary>
        public bool AcceptRemakes { get; private set; } = true;

        /// <summary>Appointments begin and end at whole minutes.</summary>
        public bool WholeMinutes { get; private set; } = true;

        /// <summary>Texts in tables end after 255 characters.</summary>
        public bool TablesCut { get; private set; } = true;

        /// <summary>A table's EntryID column holds ids that another session does not know.</summary>
        public bool ShortTermIds { get; private set; }

        /// <summary>Milliseconds after a save at which the server touches the modification time again; 0: never.</summary>
        public int LateModification { get; private set; }

        /// <summary>The user chose Work Offline.</summary>
        public bool Offline { get; private set; }

        /// <summary>No event of items is raised.</summary>
        public bool LoseEvents { get; private set; }

        /// <summary>Every event of items is raised twice.</summary>
        public bool DoubleEvents { get; private set; }

        /// <summary>Milliseconds after which an event of items is raised once more; 0: never.</summary>
        public int EchoEvents { get; private set; }

        /// <summary>EntryIDs of items that cannot be opened.</summary>
        public ICollection<string> Unreadable { get; private set; } = new HashSet<string>();

        /// <summary>Properties that cannot be read from any item.</summary>
        public ICollection<string> UnreadableProperties { get; private set; } = new HashSet<string>();

        /// <summary>Names of attachments that are not handed out.</summary>
        public ICollection<string> BlockedFiles { get; private set; } = new HashSet<string>();

        /// <summary>Which calls are turned away.</summary>
        public Rejections Rejections { get; private set; } = new Rejections(0);

        /// <summary>Messages are dispatched inside the longer calls.</summary>
        public bool PumpMessages { get; private set; }

        /// <summary>Changes one habit; ArgumentException for a name that is none.</summary>
        public void Set(string name, object value)
        {
            Action<object> setter;
            if (!setters.TryGetValue(name, out setter))
            {
                throw new ArgumentException("no habit " + name + "; there are " + string.Join(", ", setters.Keys));
            }
            setter(value);
        }

        private static int Milliseconds(object value)
        {
            return Convert.ToInt32(value, CultureInfo.InvariantCulture);
        }

        private static HashSet<string> Names(object value)
        {
            return new HashSet<string>(((IEnumerable)value).Cast<string>());
        }
    }
}
