using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Windows.Forms;

namespace OutlookCrm.Interop
{
    /// <summary>Outlook's own windows.</summary>
    public static class OutlookWindow
    {
        /// <summary>The one in use, to be a dialog's owner; null lets Windows Forms choose.</summary>
        public static IWin32Window Active()
        {
            if (Environment.OSVersion.Platform != PlatformID.Win32NT) return null;
            IntPtr handle = NativeMethods.GetActiveWindow();
            if (handle == IntPtr.Zero) handle = Process.GetCurrentProcess().MainWindowHandle;
            if (handle == IntPtr.Zero) return null;
            var window = new NativeWindow();
            window.AssignHandle(handle);
            return window;
        }

        private static class NativeMethods
        {
            [DllImport("user32.dll")]
            internal static extern IntPtr GetActiveWindow();
        }
    }
}
