using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>The add-in's whole ribbon, as Office's type library publishes it; slots we never call are left out.</summary>
    [ComImport, ComVisible(true), Guid("000C03A7-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IRibbonUI
    {
        /// <summary>Asks every callback again.</summary>
        [DispId(1)]
        void Invalidate();

        /// <summary>Asks one control's callbacks again.</summary>
        [DispId(2)]
        void InvalidateControl([In, MarshalAs(UnmanagedType.BStr)] string controlId);
    }
}
