using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>Replaces the watched folders, one a step.</summary>
    public sealed class WatchWork : ISliced<bool>
    {
        private readonly Watcher watcher;
        private readonly FolderPlace[] folders;
        private int next = -2;

        /// <summary>Watches these folders and no others.</summary>
        public WatchWork(Watcher watcher, Question question)
        {
            this.watcher = watcher;
            folders = question.Folders;
        }

        /// <inheritdoc />
        public bool Result => true;

        /// <inheritdoc />
        public bool Step()
        {
            if (next == -2) watcher.Clear();
            else if (next == -1) watcher.FindBins();
            else watcher.Add(folders[next]);
            return ++next >= folders.Length;
        }
    }
}
