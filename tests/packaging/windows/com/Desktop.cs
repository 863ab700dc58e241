using System.Collections.Generic;
using Simulator.Host.Model.Objects;

namespace Simulator.Host
{
    /// <summary>In place of the simulator's windows: nothing is chosen, and nothing can be shown.</summary>
    internal sealed class Desktop
    {
        /// <summary>EntryIDs of what is chosen in the main window.</summary>
        public IEnumerable<string> Chosen { get; private set; } = new string[0];

        /// <summary>Chooses.</summary>
        public void Choose(IEnumerable<string> items) => Chosen = items;

        /// <summary>There is no window to show it.</summary>
        public void ShowInspector(Inspector inspector, OutlookItem item)
        {
        }

        /// <summary>There is none to close.</summary>
        public void CloseInspector(Inspector inspector)
        {
        }

        /// <summary>outlook.c ends by itself.</summary>
        public void Quit()
        {
        }
    }
}
