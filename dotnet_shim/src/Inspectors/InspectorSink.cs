using System;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Events;

namespace OutlookCrm.Inspectors
{
    /// <summary>Listens to one item's window.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class InspectorSink : IInspectorEvents
    {
        private readonly Action onActivate;
        private readonly Action onClose;

        /// <summary>Both must let no exception out.</summary>
        public InspectorSink(Action onActivate, Action onClose)
        {
            this.onActivate = onActivate;
            this.onClose = onClose;
        }

        /// <inheritdoc />
        public void Activate() => onActivate();

        /// <inheritdoc />
        public void Close() => onClose();
    }
}
