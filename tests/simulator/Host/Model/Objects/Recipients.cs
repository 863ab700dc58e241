using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Who an item is for, or who takes part.</summary>
    public sealed class Recipients : OutlookCollection<Recipient>
    {
        private const int ToOrRequired = 1; // olTo, olRequired
        private readonly ItemState state;
        private readonly Addressees list;

        internal Recipients(Core core, object parent, ItemState state)
            : base(core, Kind.Recipients, parent)
        {
            this.state = state;
            list = new Addressees(state);
        }

        /// <summary>Not resolved until it is asked to be.</summary>
        public Recipient Add(string Name)
        {
            Enter();
            return Of(list.Add(Name, ToOrRequired));
        }

        public void Remove(int Index)
        {
            At(Index).Delete();
        }

        public bool ResolveAll()
        {
            Enter();
            return All().Select(each => each.Resolve()).ToList().TrueForAll(resolved => resolved);
        }

        internal override List<Recipient> All()
        {
            return list.All.Select(Of).ToList();
        }

        internal override string NameOf(Recipient element)
        {
            return element.Name;
        }

        private Recipient Of(Addressee line)
        {
            return new Recipient(Core, this, state, line.Key);
        }
    }
}
