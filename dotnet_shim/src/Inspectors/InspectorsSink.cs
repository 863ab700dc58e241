using System;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Events;

namespace OutlookCrm.Inspectors
{
    /// <summary>Listens for items' windows that open.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class InspectorsSink : IInspectorsEvents
    {
        private readonly Action<object> onNew;

        /// <summary>onNew must let no exception out.</summary>
        public InspectorsSink(Action<object> onNew)
        {
            this.onNew = onNew;
        }

        /// <inheritdoc />
        public void NewInspector(object inspector) => onNew(inspector);
    }
}
