using System;
using System.Collections.Generic;
using System.Linq;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>What the events of one folder told since the last report. Outlook's thread only.</summary>
    public sealed class FolderNotes
    {
        private readonly FolderPlace place;
        private readonly HashSet<string> changed = new HashSet<string>();
        private readonly HashSet<string> removed = new HashSet<string>();
        private readonly HashSet<string> destroyed = new HashSet<string>();
        private bool lost;

        /// <summary>Notes of this folder.</summary>
        public FolderNotes(FolderPlace place)
        {
            this.place = place;
        }

        /// <summary>An item was added or changed, or leaves for another folder.</summary>
        public void Changed(string id)
        {
            if (string.IsNullOrEmpty(id)) lost = true;
            else changed.Add(id);
        }

        /// <summary>An item is being deleted; for good, or to Deleted Items.</summary>
        public void Removed(string id, bool permanent)
        {
            if (string.IsNullOrEmpty(id)) lost = true;
            else (permanent ? destroyed : removed).Add(id);
        }

        /// <summary>Something happened that the ids do not tell.</summary>
        public void Lost() => lost = true;

        /// <summary>Posts what was noted as commands, and begins anew.</summary>
        public void Report(Action<string, string> post)
        {
            if (changed.Count > 0 || lost)
                post("outlook.changed", Json.Write(new FolderCommand
                {
                    Store = place.Store, Folder = place.Folder, Ids = changed.ToArray(), Lost = lost,
                }));
            Report(post, removed, false);
            Report(post, destroyed, true);
            changed.Clear();
            lost = false;
        }

        private void Report(Action<string, string> post, HashSet<string> ids, bool permanent)
        {
            if (ids.Count > 0)
                post("outlook.removed", Json.Write(new FolderCommand
                {
                    Store = place.Store, Folder = place.Folder, Ids = ids.ToArray(), Permanent = permanent,
                }));
            ids.Clear();
        }
    }
}
