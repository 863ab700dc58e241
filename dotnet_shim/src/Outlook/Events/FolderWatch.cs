using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>
    /// The event sinks of one folder. They note ids and nothing else; no exception leaves them, and what
    /// they were handed is Outlook's to release.
    /// </summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class FolderWatch : IItemsEvents, IFolderEvents, IDisposable
    {
        private readonly List<IDisposable> sources = new List<IDisposable>();
        private readonly HashSet<string> bins;
        private readonly IOutlookThread thread;
        private readonly Action<string> onDestroyed;
        private readonly Action onNoted;

        /// <summary>Subscribes; bins are the ids of all Deleted Items folders.</summary>
        public FolderWatch(
            OutlookSession outlook, FolderPlace place, HashSet<string> bins, IOutlookThread thread,
            Action<string> onDestroyed, Action onNoted)
        {
            this.bins = bins;
            this.thread = thread;
            this.onDestroyed = onDestroyed;
            this.onNoted = onNoted;
            Notes = new FolderNotes(place);
            try
            {
                Listen(outlook, place);
            }
            catch
            {
                Dispose(); // nobody gets this watch to end what it began
                throw;
            }
        }

        /// <summary>What was noted.</summary>
        public FolderNotes Notes { get; }

        /// <inheritdoc />
        public void ItemAdd(object item) => Note(() => Notes.Changed(IdOf(item)));

        /// <inheritdoc />
        public void ItemChange(object item) => Note(() => Notes.Changed(IdOf(item)));

        /// <inheritdoc />
        public void ItemRemove() => Note(Notes.Lost);

        /// <inheritdoc />
        public void BeforeFolderMove(object moveTo, ref bool cancel) => Note(Notes.Lost);

        /// <inheritdoc />
        public void BeforeItemMove(object item, object moveTo, ref bool cancel) => Note(() => NoteMove(item, moveTo));

        /// <inheritdoc />
        public void Dispose()
        {
            sources.Reverse(); // the subscriptions before their sources
            foreach (IDisposable source in sources) source.Dispose();
            sources.Clear();
        }

        private void Listen(OutlookSession outlook, FolderPlace place)
        {
            Held folder = Keep(outlook.Folder(place.Store, place.Folder));
            dynamic opened = folder.It;
            Held items = Keep(new Held(opened.Items));
            object itemsSource = items.It, folderSource = folder.It;
            Keep(Subscription.To<IItemsEvents>(itemsSource, this));
            Keep(Subscription.To<IFolderEvents>(folderSource, this));
        }

        private T Keep<T>(T source) where T : IDisposable
        {
            sources.Add(source);
            return source;
        }

        private void NoteMove(object item, object moveTo)
        {
            string id = IdOf(item);
            bool permanent = moveTo == null;
            if (!permanent && !bins.Contains(IdOf(moveTo)))
            {
                Notes.Changed(id);
                return;
            }
            Notes.Removed(id, permanent);
            if (permanent) onDestroyed(id);
        }

        private void Note(Action note)
        {
            using (thread.EnterHandler())
            {
                try
                {
                    note();
                    onNoted();
                }
                catch (Exception)
                {
                    // The COM border: Outlook must not see it, and the next pass finds what was missed.
                    Notes.Lost();
                }
            }
        }

        private static string IdOf(object given)
        {
            dynamic known = given;
            return known.EntryID;
        }
    }
}
