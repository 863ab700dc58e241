namespace Simulator.Host.Model
{
    /// <summary>OlDefaultFolders, as far as the simulator has them, and a store's root.</summary>
    internal static class Role
    {
        /// <summary>The root above all folders of a store.</summary>
        public const int Root = -1;

        /// <summary>olFolderDeletedItems.</summary>
        public const int DeletedItems = 3;

        /// <summary>olFolderSentMail.</summary>
        public const int SentMail = 5;

        /// <summary>olFolderInbox.</summary>
        public const int Inbox = 6;

        /// <summary>olFolderCalendar.</summary>
        public const int Calendar = 9;

        /// <summary>olFolderContacts.</summary>
        public const int Contacts = 10;

        /// <summary>olFolderTasks.</summary>
        public const int Tasks = 13;

        /// <summary>olFolderDrafts.</summary>
        public const int Drafts = 16;

        /// <summary>olFolderConflicts.</summary>
        public const int Conflicts = 19;

        /// <summary>olFolderSyncIssues.</summary>
        public const int SyncIssues = 20;
    }
}
