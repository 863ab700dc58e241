using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>What makes task panes, as Office's type library publishes it.</summary>
    [ComImport, ComVisible(true), Guid("000C033D-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICTPFactory
    {
        /// <summary>Makes a pane around a control known by its ProgId.</summary>
        [DispId(1)]
        [return: MarshalAs(UnmanagedType.IDispatch)]
        object CreateCTP(
            [In, MarshalAs(UnmanagedType.BStr)] string control, [In, MarshalAs(UnmanagedType.BStr)] string title,
            [In, Optional, MarshalAs(UnmanagedType.Struct)] object parentWindow);
    }
}
