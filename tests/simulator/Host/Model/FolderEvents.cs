using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Objects;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>
    /// Tells whoever listens to a folder. A source that nobody holds any more is forgotten, and
    /// with it its listeners, as in Outlook.
    /// </summary>
    internal sealed class FolderEvents
    {
        /// <summary>IID of ItemsEvents.</summary>
        public const string ItemsEvents = "00063077-0000-0000-C000-000000000046";

        /// <summary>IID of MAPIFolderEvents_12.</summary>
        public const string MapiFolderEvents = "000630F7-0000-0000-C000-000000000046";

        private const int ItemAdd = 0xF001;
        private const int ItemChange = 0xF002;
        private const int ItemRemove = 0xF003;
        private const int BeforeItemMove = 0xFBA9;
        private readonly Core core;
        private readonly List<WeakReference<Items>> collections = new List<WeakReference<Items>>();
        private readonly List<WeakReference<Folder>> folders = new List<WeakReference<Folder>>();

        /// <summary>Nobody listens yet.</summary>
        public FolderEvents(Core core)
        {
            this.core = core;
        }

        /// <summary>A collection that can be listened to.</summary>
        public void Register(Items items)
        {
            Register(collections, items);
        }

        /// <summary>A folder that can be listened to.</summary>
        public void Register(Folder folder)
        {
            Register(folders, folder);
        }

        /// <summary>An item was saved for the first time, or came here.</summary>
        public void Added(Record item)
        {
            TellOfItem("ItemAdd", ItemAdd, item);
        }

        /// <summary>An item was saved.</summary>
        public void Changed(Record item)
        {
            TellOfItem("ItemChange", ItemChange, item);
        }

        /// <summary>An item left a folder.</summary>
        public void Removed(Record folder)
        {
            Tell(() => Sources(folder).SelectMany(items => items.Events[ItemsEvents].Calls(ItemRemove, new object[0])), "ItemRemove");
        }

        /// <summary>An item is about to leave for a folder, or for good (null); answers whether a listener forbids it.</summary>
        public bool ForbidsMove(OutlookItem item, Record from, Record to)
        {
            var arguments = new object[] { item, to == null ? null : core.FolderOf(to), false };
            var listening = Alive(folders).Where(folder => folder.Record == from).ToList();
            core.Tell("BeforeItemMove", listening.SelectMany(folder => folder.Events[MapiFolderEvents].Calls(BeforeItemMove, arguments)));
            return (bool)arguments[2];
        }

        private static void Register<T>(List<WeakReference<T>> list, T source) where T : class
        {
            list.RemoveAll(reference => !reference.TryGetTarget(out T ignored));
            list.Add(new WeakReference<T>(source));
        }

        private static IEnumerable<T> Alive<T>(IEnumerable<WeakReference<T>> list) where T : class
        {
            foreach (var reference in list.ToList())
            {
                T target;
                if (reference.TryGetTarget(out target))
                {
                    yield return target;
                }
            }
        }

        private IEnumerable<Items> Sources(Record folder)
        {
            return Alive(collections).Where(items => items.Folder == folder && !items.Events[ItemsEvents].IsIdle).ToList();
        }

        private void TellOfItem(string name, int dispId, Record item)
        {
            Tell(() => Calls(dispId, item), name);
        }

        private IEnumerable<Action> Calls(int dispId, Record item)
        {
            if (!core.Mailbox.Has(item))
            {
                return Enumerable.Empty<Action>();
            }
            return Sources(core.Mailbox[item.Parent]).Where(items => items.Takes(item))
                .SelectMany(items => items.Events[ItemsEvents].Calls(dispId, new object[] { core.ItemOf(item) }));
        }

        // These events come after the deed, as messages of their own.
        private void Tell(Func<IEnumerable<Action>> calls, string name)
        {
            core.NoteChange();
            if (core.Habits.LoseEvents)
            {
                return;
            }
            Action tell = () => core.Tell(name, calls());
            core.Post(tell);
            if (core.Habits.DoubleEvents)
            {
                core.Post(tell);
            }
            if (core.Habits.EchoEvents > 0)
            {
                core.Later(core.Habits.EchoEvents, tell);
            }
        }
    }
}
