using System;
using System.Net;
using OutlookCrm.Forms;
using OutlookCrm.Inspectors;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Ribbon;
using OutlookCrm.Seam;

namespace OutlookCrm.Shell
{
    /// <summary>What Python may ask of the shim beside Outlook's items; every method returns at once but NextCommand.</summary>
    public sealed class ShellService : IShell
    {
        private readonly CommandQueue commands;
        private readonly RibbonModel ribbon;
        private readonly WindowDesk windows;
        private readonly InspectorDesk inspectors;
        private readonly Func<Facts> facts;

        /// <summary>Joins the parts; facts is asked each time.</summary>
        public ShellService(CommandQueue commands, RibbonModel ribbon, WindowDesk windows, InspectorDesk inspectors, Func<Facts> facts)
        {
            this.commands = commands;
            this.ribbon = ribbon;
            this.windows = windows;
            this.inspectors = inspectors;
            this.facts = facts;
        }

        /// <inheritdoc />
        public string NextCommand(int milliseconds) => commands.Next(milliseconds);

        /// <inheritdoc />
        public void SetRibbon(string json) => ribbon.Replace(json);

        /// <inheritdoc />
        public void OpenWindow(string json) => windows.Open(Json.Read<WindowRecord>(json));

        /// <inheritdoc />
        public void UpdateWindow(string json) => windows.Update(Json.Read<WindowPatch>(json));

        /// <inheritdoc />
        public void SetInspector(string json) => inspectors.Set(Json.Read<InspectorState>(json));

        /// <inheritdoc />
        public void UpdatePane(string json) => inspectors.Update(Json.Read<PaneUpdate>(json));

        /// <inheritdoc />
        public bool OpenAddress(string address) => Browser.Open(address);

        /// <inheritdoc />
        public string Facts() => Json.Write(facts());

        /// <inheritdoc />
        public string SystemProxy(string address)
        {
            var target = new Uri(address);
            IWebProxy system = WebRequest.GetSystemWebProxy();
            Uri proxy = system.IsBypassed(target) ? null : system.GetProxy(target);
            return proxy == null || proxy == target ? "" : proxy.AbsoluteUri;
        }

        /// <inheritdoc />
        public string Protect(string base64) => Secrets.Protect(base64);

        /// <inheritdoc />
        public string Unprotect(string base64) => Secrets.Unprotect(base64);
    }
}
