namespace System.Windows.Forms
{
    /// <summary>The loop of messages, which is Windows' own.</summary>
    public static class Application
    {
        private const uint Remove = 1; // PM_REMOVE

        /// <summary>Ends the loop of this thread.</summary>
        public static void ExitThread() => NativeMethods.PostQuitMessage(0);

        /// <summary>Dispatches what waits.</summary>
        public static void DoEvents()
        {
            while (NativeMethods.PeekMessage(out Message message, IntPtr.Zero, 0, 0, Remove)) NativeMethods.DispatchMessage(ref message);
        }
    }
}
