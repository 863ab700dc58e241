using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>What collections share: Count, and Item by position from 1 or by name.</summary>
    public abstract class OutlookCollection<T> : OutlookObject, IEnumerable
        where T : class
    {
        internal OutlookCollection(Core core, int kind, object parent)
            : base(core, kind, parent)
        {
        }

        public int Count
        {
            get
            {
                Enter();
                return All().Count;
            }
        }

        public T Item(object Index)
        {
            Enter();
            var name = Index as string;
            return name == null
                ? At(Convert.ToInt32(Index, CultureInfo.InvariantCulture))
                : All().FirstOrDefault(each => string.Equals(NameOf(each), name, StringComparison.OrdinalIgnoreCase)) ?? throw Bad(name);
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            Enter();
            return All().GetEnumerator();
        }

        internal abstract List<T> All();

        internal virtual string NameOf(T element)
        {
            return null;
        }

        internal T At(int index)
        {
            var all = All();
            return index >= 1 && index <= all.Count ? all[index - 1] : throw Bad(index);
        }

        private static System.Exception Bad(object index)
        {
            return ComError.Of(ComError.BadIndex, "array index out of bounds: " + index);
        }
    }
}
