using System;
using System.Collections.Generic;
using System.Linq;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Says where items are, by their ids; one a step, after one for each folder named.</summary>
    public sealed class LocateWork : ISliced<LocateAnswer>
    {
        private readonly OutlookSession outlook;
        private readonly Question question;
        private readonly Func<string, bool> wasDestroyed;
        private readonly List<FoundRecord> found = new List<FoundRecord>();
        private int foldersSeen;

        /// <summary>wasDestroyed tells of ids that an event said were deleted for good.</summary>
        public LocateWork(OutlookSession outlook, Question question, Func<string, bool> wasDestroyed)
        {
            this.outlook = outlook;
            this.question = question;
            this.wasDestroyed = wasDestroyed;
        }

        /// <inheritdoc />
        public LocateAnswer Result => new LocateAnswer { Found = found.ToArray() };

        /// <inheritdoc />
        public bool Step()
        {
            if (foldersSeen < question.Folders.Length)
            {
                FolderPlace place = question.Folders[foldersSeen];
                using (outlook.Folder(place.Store, place.Folder)) foldersSeen++;
            }
            else if (found.Count < question.Ids.Length) found.Add(Find(question.Ids[found.Count]));
            return foldersSeen == question.Folders.Length && found.Count == question.Ids.Length;
        }

        private FoundRecord Find(string id)
        {
            foreach (string store in question.Folders.Select(folder => folder.Store).Distinct())
            {
                try
                {
                    using (Held held = outlook.Item(store, id)) return At(held.It, id);
                }
                catch (Exception error) when (HResults.IsMissing(error))
                {
                    // Not in this store.
                }
            }
            return new FoundRecord { Id = id, Where = "nowhere", Store = "", Folder = "", Permanent = wasDestroyed(id) };
        }

        private FoundRecord At(dynamic item, string id)
        {
            using (Held held = new Held(item.Parent))
            {
                dynamic folder = held.It;
                var record = new FoundRecord { Id = id, Store = folder.StoreID, Folder = folder.EntryID };
                string path = folder.FolderPath;
                bool watched = question.Folders.Any(each => each.Folder == record.Folder);
                record.Where = watched ? "watched" : IsDeleted(record.Store, path) ? "deleted" : "elsewhere";
                return record;
            }
        }

        // A folder thrown away with its items lies below Deleted Items.
        private bool IsDeleted(string store, string path)
        {
            using (Held held = outlook.DeletedItems(store))
            {
                dynamic bin = held.It;
                string root = bin.FolderPath;
                return path == root || path.StartsWith(root + "\\", StringComparison.Ordinal);
            }
        }
    }
}
