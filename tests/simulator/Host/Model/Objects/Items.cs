using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices.ComTypes;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The items of a folder, or those of them that a filter takes.</summary>
    public sealed class Items : OutlookObject, IConnectionPointContainer, IEnumerable
    {
        private const int LongestWalk = 10000;
        private readonly Filter filter;
        private string sortedBy = "";
        private bool descending;
        private List<OutlookItem> walked;
        private int at;
        private Filter sought;

        internal Items(Core core, Folder folder)
            : this(core, folder, Filter.Everything)
        {
        }

        private Items(Core core, Folder folder, Filter filter)
            : base(core, Kind.Items, folder)
        {
            Folder = folder.Record;
            this.filter = filter;
        }

        /// <summary>Undefined while occurrences are included, in Outlook a very large number.</summary>
        public int Count
        {
            get
            {
                Enter();
                return IncludeRecurrences ? int.MaxValue : Matching().Count();
            }
        }

        /// <summary>Series show as their occurrences, if sorted by Start, ascending.</summary>
        public bool IncludeRecurrences { get; set; }

        internal Record Folder { get; }

        internal ConnectionPoints Events { get; } = new ConnectionPoints(FolderEvents.ItemsEvents);

        public object Add(object Type = null)
        {
            Enter();
            var type = Type == null ? Folder.Of<int>(Field.ItemType) : Convert.ToInt32(Type, CultureInfo.InvariantCulture);
            return ItemClass.Make(Core, Folder, type);
        }

        public object Item(object Index)
        {
            Enter();
            var name = Index as string;
            var found = name == null
                ? Sorted().ElementAtOrDefault(Convert.ToInt32(Index, CultureInfo.InvariantCulture) - 1)
                : Sorted().FirstOrDefault(item => item.State.Of<string>("Subject") == name);
            return found ?? throw ComError.Of(ComError.BadIndex, "array index out of bounds: " + Index);
        }

        public void Remove(int Index)
        {
            ((OutlookItem)Item(Index)).Delete();
        }

        public Items Restrict(string Filter)
        {
            Enter();
            var both = filter.And(Model.Filter.Parse(Core, Filter));
            return new Items(Core, (Folder)Parent, both) { sortedBy = sortedBy, descending = descending, IncludeRecurrences = IncludeRecurrences };
        }

        public void Sort(string Property, object Descending = null)
        {
            Enter();
            sortedBy = ItemNames.FieldOf(Property.Trim('[', ']'));
            descending = Descending is bool && (bool)Descending;
            walked = null;
        }

        public void SetColumns(string Columns)
        {
            Enter();
        }

        public void ResetColumns()
        {
            Enter();
        }

        public object Find(string Filter)
        {
            Enter();
            sought = Model.Filter.Parse(Core, Filter);
            Walk(0);
            return FindNext();
        }

        public object FindNext()
        {
            Enter();
            for (; at < walked.Count; at++)
            {
                if (sought.Takes(walked[at].State))
                {
                    return walked[at++];
                }
            }
            return null;
        }

        public object GetFirst()
        {
            Walk(0);
            return Current();
        }

        public object GetLast()
        {
            Walk(int.MaxValue);
            return Current();
        }

        public object GetNext()
        {
            at++;
            return Current();
        }

        public object GetPrevious()
        {
            at--;
            return Current();
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            Enter();
            return Sorted().GetEnumerator();
        }

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            Core.Events.Register(this);
            ppCP = Events.Find(riid);
        }

        /// <summary>Whether an item belongs to this collection.</summary>
        internal bool Takes(Record item)
        {
            return filter.Takes(new RecordBag(item, Folder));
        }

        private void Walk(int from)
        {
            Enter();
            walked = Sorted().ToList();
            at = Math.Min(from, walked.Count - 1);
        }

        private object Current()
        {
            Enter();
            walked = walked ?? Sorted().ToList();
            return walked.ElementAtOrDefault(at);
        }

        private IEnumerable<Record> Matching()
        {
            return Core.Mailbox.In(Folder.Key, RecordKind.Item).Where(Takes).ToList();
        }

        private IEnumerable<OutlookItem> Sorted()
        {
            return IncludeRecurrences ? Expanded() : Ordered(Matching().Select(Core.ItemOf));
        }

        // A series may have no end: in Outlook a walk without a filter on Start has none either.
        private IEnumerable<OutlookItem> Expanded()
        {
            var all = Core.Mailbox.In(Folder.Key, RecordKind.Item).Select(Core.ItemOf).SelectMany(Walkable);
            return Ordered(all.Where(item => filter.Takes(item.State)));
        }

        private IEnumerable<OutlookItem> Walkable(OutlookItem item)
        {
            return item.Occurrences().Take(LongestWalk).TakeWhile(each => !(each.State.Of<DateTime>("Start") > filter.Latest));
        }

        private IEnumerable<OutlookItem> Ordered(IEnumerable<OutlookItem> items)
        {
            if (sortedBy == "")
            {
                return items;
            }
            var key = new Func<OutlookItem, object>(item => item.State.Get(sortedBy));
            return descending ? items.OrderByDescending(key) : items.OrderBy(key);
        }
    }
}
