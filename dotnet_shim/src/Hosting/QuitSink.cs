using System;
using System.Runtime.InteropServices;
using OutlookCrm.Interop;

namespace OutlookCrm.Hosting
{
    /// <summary>Listens for Outlook's Quit.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class QuitSink : IApplicationEvents
    {
        private readonly Action onQuit;

        /// <summary>onQuit must let no exception out.</summary>
        public QuitSink(Action onQuit)
        {
            this.onQuit = onQuit;
        }

        /// <inheritdoc />
        public void Quit() => onQuit();
    }
}
