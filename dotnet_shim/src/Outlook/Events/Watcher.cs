using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Windows.Forms;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>
    /// The registry of watched folders: keeps their event sources alive until stop, and reports what they
    /// noted after 0.5 s of quiet, 2 s at most. Outlook's thread only.
    /// </summary>
    public sealed class Watcher : IDisposable
    {
        private const int QuietMilliseconds = 500;
        private const int LongestMilliseconds = 2000;
        private const int DeletedItemsFolder = 3; // olFolderDeletedItems

        private readonly OutlookSession outlook;
        private readonly IOutlookThread thread;
        private readonly Action<string, string> post;
        private readonly List<FolderWatch> watches = new List<FolderWatch>();
        private readonly HashSet<string> destroyed = new HashSet<string>();
        private readonly Stopwatch waiting = new Stopwatch();
        private HashSet<string> bins;
        private Timer timer;

        /// <summary>post takes a command's name and its args as JSON.</summary>
        public Watcher(OutlookSession outlook, IOutlookThread thread, Action<string, string> post)
        {
            this.outlook = outlook;
            this.thread = thread;
            this.post = post;
        }

        /// <summary>Whether an event of this session told that the item was deleted for good.</summary>
        public bool WasDestroyed(string id) => destroyed.Contains(id);

        /// <summary>Looks once where Deleted Items are: before the first folder is added.</summary>
        public void FindBins() => bins = bins ?? DeletedItems();

        /// <summary>Adds one folder.</summary>
        public void Add(FolderPlace place) =>
            watches.Add(new FolderWatch(outlook, place, bins, thread, id => destroyed.Add(id), Noted));

        /// <summary>Reports what is still noted and lets every source go.</summary>
        public void Clear()
        {
            Report();
            foreach (FolderWatch watch in watches) watch.Dispose();
            watches.Clear();
        }

        /// <inheritdoc />
        public void Dispose()
        {
            foreach (FolderWatch watch in watches) watch.Dispose();
            watches.Clear();
            if (timer != null) timer.Dispose();
            timer = null;
        }

        private void Noted()
        {
            if (timer == null)
            {
                timer = new Timer();
                timer.Tick += (sender, args) => Report();
            }
            if (!waiting.IsRunning) waiting.Restart();
            long left = LongestMilliseconds - waiting.ElapsedMilliseconds;
            timer.Stop();
            timer.Interval = (int)Math.Max(1, Math.Min(QuietMilliseconds, left));
            timer.Start();
        }

        private void Report()
        {
            if (timer != null) timer.Stop();
            waiting.Reset();
            foreach (FolderWatch watch in watches) watch.Notes.Report(post);
        }

        private HashSet<string> DeletedItems()
        {
            var ids = new HashSet<string>();
            dynamic session = outlook.Session;
            using (Held all = new Held(session.Stores))
            {
                dynamic stores = all.It;
                int count = stores.Count;
                for (int at = 1; at <= count; at++)
                    using (Held held = new Held(stores.Item(at))) AddBin(held.It, ids);
            }
            return ids;
        }

        private static void AddBin(dynamic store, HashSet<string> ids)
        {
            try
            {
                using (Held held = new Held(store.GetDefaultFolder(DeletedItemsFolder)))
                {
                    dynamic bin = held.It;
                    if (bin != null) ids.Add(bin.EntryID);
                }
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                // A store without Deleted Items, or one that is offline.
            }
        }
    }
}
