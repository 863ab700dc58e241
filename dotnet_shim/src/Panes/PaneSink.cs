using System;
using System.Runtime.InteropServices;
using OutlookCrm.Interop;

namespace OutlookCrm.Panes
{
    /// <summary>Listens to one pane's frame.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class PaneSink : ICustomTaskPaneEvents
    {
        private readonly Action onToggled;

        /// <summary>onToggled must let no exception out.</summary>
        public PaneSink(Action onToggled)
        {
            this.onToggled = onToggled;
        }

        /// <inheritdoc />
        public void VisibleStateChange(object pane) => onToggled();
    }
}
