using System;
using System.Runtime.InteropServices;
using OutlookCrm.Interop;

namespace OutlookCrm.Hosting
{
    /// <summary>Listens for Outlook's Quit and for new mails.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class ApplicationSink : IApplicationEvents
    {
        private readonly Action onQuit;
        private readonly Action<string[]> onNewMail;

        /// <summary>Neither may let an exception out; onNewMail gets EntryIDs.</summary>
        public ApplicationSink(Action onQuit, Action<string[]> onNewMail)
        {
            this.onQuit = onQuit;
            this.onNewMail = onNewMail;
        }

        /// <inheritdoc />
        public void Quit() => onQuit();

        /// <inheritdoc />
        public void NewMailEx(string entryIds) =>
            onNewMail((entryIds ?? "").Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries));
    }
}
