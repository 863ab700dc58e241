using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>What was chosen in a window when it was asked; it does not follow the user.</summary>
    public sealed class Selection : OutlookCollection<object>
    {
        private readonly List<Record> chosen;

        internal Selection(Core core, Explorer parent, IEnumerable<Record> chosen)
            : base(core, Kind.Selection, parent)
        {
            this.chosen = chosen.ToList();
        }

        internal override List<object> All()
        {
            return chosen.Select(each => (object)Core.ItemOf(each)).ToList();
        }
    }
}
