using System;
using System.Runtime.InteropServices;

namespace System.Windows.Forms
{
    internal delegate IntPtr WindowProcedure(IntPtr window, uint message, IntPtr first, IntPtr second);

    internal delegate void TimerProcedure(IntPtr window, uint message, IntPtr id, uint time);

    internal static class NativeMethods
    {
        internal const int WindowProcedureIndex = -4; // GWLP_WNDPROC
        internal const uint Posted = 0x8000; // WM_APP
        internal static readonly IntPtr MessagesOnly = new IntPtr(-3); // HWND_MESSAGE: needs no screen

        [DllImport("user32.dll", CharSet = CharSet.Unicode, EntryPoint = "CreateWindowExW")]
        internal static extern IntPtr CreateWindow(
            uint extended, string kind, string name, uint style, int x, int y, int width, int height,
            IntPtr parent, IntPtr menu, IntPtr instance, IntPtr parameter);

        [DllImport("user32.dll", EntryPoint = "SetWindowLongPtrW")]
        internal static extern IntPtr SetWindow64(IntPtr window, int index, WindowProcedure procedure);

        [DllImport("user32.dll", EntryPoint = "SetWindowLongW")]
        internal static extern IntPtr SetWindow32(IntPtr window, int index, WindowProcedure procedure);

        [DllImport("user32.dll", EntryPoint = "CallWindowProcW")]
        internal static extern IntPtr CallWindow(IntPtr procedure, IntPtr window, uint message, IntPtr first, IntPtr second);

        [DllImport("user32.dll", EntryPoint = "PostMessageW")]
        internal static extern bool PostMessage(IntPtr window, uint message, IntPtr first, IntPtr second);

        [DllImport("user32.dll", EntryPoint = "PeekMessageW")]
        internal static extern bool PeekMessage(out Message message, IntPtr window, uint least, uint most, uint how);

        [DllImport("user32.dll", EntryPoint = "DispatchMessageW")]
        internal static extern IntPtr DispatchMessage(ref Message message);

        [DllImport("user32.dll")]
        internal static extern void PostQuitMessage(int code);

        [DllImport("user32.dll")]
        internal static extern bool DestroyWindow(IntPtr window);

        [DllImport("user32.dll")]
        internal static extern IntPtr SetTimer(IntPtr window, IntPtr id, uint milliseconds, TimerProcedure procedure);

        [DllImport("user32.dll")]
        internal static extern bool KillTimer(IntPtr window, IntPtr id);
    }
}
