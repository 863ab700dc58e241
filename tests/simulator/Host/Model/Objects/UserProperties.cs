using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The fields that users and forms add; to MAPI, named properties of the public namespace.</summary>
    public sealed class UserProperties : OutlookObject
    {
        private readonly ItemState state;

        internal UserProperties(Core core, OutlookItem item, ItemState state)
            : base(core, Kind.UserProperties, item)
        {
            this.state = state;
        }

        public int Count
        {
            get
            {
                Enter();
                return Names().Count;
            }
        }

        public UserProperty Add(string Name, int Type, object AddToFolderFields = null, object DisplayFormat = null)
        {
            Enter();
            state.Put(MapiNames.UserNamespace + Name, UserProperty.Nothing(Type));
            return new UserProperty(Core, this, state, Name);
        }

        public UserProperty Find(string Name, object Custom = null)
        {
            Enter();
            return Names().Contains(Name) ? new UserProperty(Core, this, state, Name) : null;
        }

        public UserProperty Item(object Index)
        {
            Enter();
            var name = Index as string ?? NameAt(Convert.ToInt32(Index, CultureInfo.InvariantCulture));
            return Names().Contains(name) ? new UserProperty(Core, this, state, name) : throw Bad(Index);
        }

        public void Remove(int Index)
        {
            Enter();
            state.Put(MapiNames.UserNamespace + NameAt(Index), null);
        }

        private static System.Exception Bad(object index)
        {
            return ComError.Of(ComError.BadIndex, "no user property " + index);
        }

        private string NameAt(int index)
        {
            var names = Names();
            return index >= 1 && index <= names.Count ? names[index - 1] : throw Bad(index);
        }

        private List<string> Names()
        {
            return state.Values.Where(pair => pair.Value != null && pair.Key.StartsWith(MapiNames.UserNamespace, StringComparison.Ordinal))
                .Select(pair => pair.Key.Substring(MapiNames.UserNamespace.Length)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        }
    }
}
