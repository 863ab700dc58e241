using System;
using System.ComponentModel;
using System.Diagnostics;

namespace OutlookCrm.Shell
{
    /// <summary>The user's web browser.</summary>
    public static class Browser
    {
        private static readonly bool OnWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

        /// <summary>Shows a page, false when there is no browser; what is no page's address is refused, for the system would run it.</summary>
        public static bool Open(string address)
        {
            var page = new Uri(address, UriKind.Absolute);
            if (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp)
                throw new ArgumentException("This is not the address of a web page.");
            try
            {
                using (Process.Start(ToShow(page.AbsoluteUri))) return true;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }

        // Mono knows no shell that finds the browser by an address.
        private static ProcessStartInfo ToShow(string page) => OnWindows
            ? new ProcessStartInfo(page) { UseShellExecute = true }
            : new ProcessStartInfo("xdg-open", page) { UseShellExecute = false };
    }
}
