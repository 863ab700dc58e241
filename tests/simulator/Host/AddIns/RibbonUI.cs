using System;

namespace Simulator.Host.AddIns
{
    /// <summary>
    /// The add-in's whole ribbon (Office's IRibbonUI): invalidating only marks, the callbacks
    /// are asked again later from the message loop.
    /// </summary>
    public sealed class RibbonUI : MarshalByRefObject
    {
        private readonly Action<string> invalidate;

        internal RibbonUI(Action<string> invalidate)
        {
            this.invalidate = invalidate;
        }

        /// <summary>Asks for every control again.</summary>
        public void Invalidate()
        {
            invalidate(null);
        }

        /// <summary>Asks for one control again.</summary>
        public void InvalidateControl(string ControlID)
        {
            invalidate(ControlID);
        }

        /// <summary>Asks for a built-in control again, of which the simulator has none.</summary>
        public void InvalidateControlMso(string ControlID)
        {
        }

        /// <summary>Shows a tab of the add-in's; the simulator's tabs are always at hand.</summary>
        public void ActivateTab(string ControlID)
        {
        }

        /// <summary>Shows a built-in tab.</summary>
        public void ActivateTabMso(string ControlID)
        {
        }

        /// <summary>Shows a tab of a named namespace.</summary>
        public void ActivateTabQ(string ControlID, string Namespace)
        {
        }
    }
}
