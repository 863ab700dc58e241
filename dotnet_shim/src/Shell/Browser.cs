using System;
using System.Diagnostics;

namespace OutlookCrm.Shell
{
    /// <summary>The user's web browser.</summary>
    public static class Browser
    {
        /// <summary>Shows a page; what is no address of a page is refused, for the system would run it.</summary>
        public static void Open(string address)
        {
            var page = new Uri(address, UriKind.Absolute);
            if (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp)
                throw new ArgumentException("This is not the address of a web page.");
            using (Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }))
            {
            }
        }
    }
}
