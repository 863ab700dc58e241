using System;
using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>Whether a key or a mouse button of the user's waits for this thread.</summary>
    public static class PendingInput
    {
        private static readonly bool Known = Environment.OSVersion.Platform == PlatformID.Win32NT;

        /// <summary>True while input waits; where the system cannot tell, false.</summary>
        public static bool Waits => Known && NativeMethods.GetInputState();

        private static class NativeMethods
        {
            [DllImport("user32.dll")]
            [return: MarshalAs(UnmanagedType.Bool)]
            internal static extern bool GetInputState();
        }
    }
}
