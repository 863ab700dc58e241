using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>An add-in that brings its own ribbon, as Office's type library publishes it.</summary>
    [ComImport, ComVisible(true), Guid("000C0396-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IRibbonExtensibility
    {
        /// <summary>The ribbon's XML for one kind of window.</summary>
        [DispId(1)]
        [return: MarshalAs(UnmanagedType.BStr)]
        string GetCustomUI([In, MarshalAs(UnmanagedType.BStr)] string ribbonId);
    }
}
