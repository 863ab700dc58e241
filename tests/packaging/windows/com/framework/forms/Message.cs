using System.Runtime.InteropServices;

namespace System.Windows.Forms
{
    /// <summary>MSG of winuser.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        internal IntPtr Window;
        internal uint Number;
        internal IntPtr First;
        internal IntPtr Second;
        internal uint Time;
        internal int X;
        internal int Y;
    }
}
