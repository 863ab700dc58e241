using System.Collections.Generic;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Outlook's main windows, of which there is one.</summary>
    public sealed class Explorers : OutlookCollection<Explorer>
    {
        internal Explorers(Core core)
            : base(core, Kind.Explorers, null)
        {
            Active = new Explorer(core);
        }

        public override object Parent
        {
            get { return Core.Application; }
        }

        internal Explorer Active { get; }

        internal override List<Explorer> All()
        {
            return new List<Explorer> { Active };
        }
    }
}
