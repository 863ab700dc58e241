using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The categories that a store knows by colour; an item may have others.</summary>
    public sealed class Categories : OutlookCollection<Category>
    {
        private const string ListField = "categories";
        private readonly Record store;

        internal Categories(Core core, object parent, Record store)
            : base(core, Kind.Categories, parent)
        {
            this.store = store;
        }

        /// <summary>A name that is there already is refused.</summary>
        public Category Add(string Name, object Color = null, object ShortcutKey = null)
        {
            Enter();
            if (All().Any(each => string.Equals(each.Name, Name, System.StringComparison.OrdinalIgnoreCase)))
            {
                throw ComError.Of(ComError.BadArgument, "there is a category " + Name);
            }
            var colour = Color == null ? 0 : System.Convert.ToInt32(Color, CultureInfo.InvariantCulture);
            var added = new Category(Core, this, Name, colour, "{" + System.Guid.NewGuid().ToString().ToUpperInvariant() + "}");
            Keep(All().Concat(new[] { added }));
            return added;
        }

        public void Remove(object Index)
        {
            var gone = Item(Index).CategoryID;
            Keep(All().Where(each => each.CategoryID != gone));
        }

        internal override List<Category> All()
        {
            return (store.Of<string[]>(ListField) ?? new string[0]).Select(line => Category.Parse(Core, this, line)).ToList();
        }

        internal override string NameOf(Category element)
        {
            return element.Name;
        }

        internal void Replace(Category changed)
        {
            Keep(All().Select(each => each.CategoryID == changed.CategoryID ? changed : each));
        }

        private void Keep(IEnumerable<Category> all)
        {
            var values = store.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
            values[ListField] = all.Select(each => each.Line).ToArray();
            Core.Mailbox.Save(store, values);
        }
    }
}
