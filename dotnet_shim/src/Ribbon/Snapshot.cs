using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization;

namespace OutlookCrm.Ribbon
{
    /// <summary>All that the ribbon shows at one moment.</summary>
    [DataContract]
    public sealed class Snapshot
    {
        private static readonly ControlState Unknown = new ControlState();

        [DataMember(Name = "controls")] public Dictionary<string, ControlState> Controls = new Dictionary<string, ControlState>();

        /// <summary>In the first words: what to show if Python cannot be started; {log} stands for the log's path.</summary>
        [DataMember(Name = "fault")] public Snapshot Fault;

        /// <summary>What a control shows; one that nobody described shows Office's defaults.</summary>
        public ControlState Of(string control) =>
            Controls != null && Controls.TryGetValue(control, out ControlState state) ? state : Unknown;

        /// <summary>The controls that look different in another snapshot.</summary>
        public IEnumerable<string> ChangedIn(Snapshot other) =>
            other.Controls.Keys.Union(Controls.Keys).Where(control => !Of(control).SameAs(other.Of(control))).ToList();
    }
}
