using System;

namespace Simulator.Host.Windows
{
    /// <summary>One line of a folder's list; a contact has neither start nor end, a mail no end.</summary>
    internal sealed class AgendaRow
    {
        /// <summary>The item's EntryID.</summary>
        public string EntryId { get; set; }

        /// <summary>Local start.</summary>
        public DateTime? Start { get; set; }

        /// <summary>Local end.</summary>
        public DateTime? End { get; set; }

        /// <summary>Whole days.</summary>
        public bool AllDay { get; set; }

        /// <summary>The words.</summary>
        public string Subject { get; set; }

        /// <summary>The place.</summary>
        public string Location { get; set; }

        /// <summary>OlBusyStatus of an appointment.</summary>
        public int? Busy { get; set; }

        /// <summary>Categories, as Outlook writes them.</summary>
        public string Categories { get; set; }
    }
}
