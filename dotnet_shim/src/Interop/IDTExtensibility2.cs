using System;
using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>An add-in's life in its host, as the type library MSADDNDR publishes it.</summary>
    [ComImport, ComVisible(true), Guid("B65AD801-ABAF-11D0-BB8B-00A0C90F2744")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IDTExtensibility2
    {
        /// <summary>The add-in is loaded.</summary>
        [DispId(1)]
        void OnConnection(
            [In, MarshalAs(UnmanagedType.IDispatch)] object application, [In] ExtConnectMode mode,
            [In, MarshalAs(UnmanagedType.IDispatch)] object addIn,
            [In, MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_VARIANT)] ref Array custom);

        /// <summary>The add-in is unloaded; a fast shutdown leaves it out.</summary>
        [DispId(2)]
        void OnDisconnection(
            [In] int mode,
            [In, MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_VARIANT)] ref Array custom);

        /// <summary>The list of add-ins changed.</summary>
        [DispId(3)]
        void OnAddInsUpdate([In, MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_VARIANT)] ref Array custom);

        /// <summary>All add-ins are loaded and the first window is there.</summary>
        [DispId(4)]
        void OnStartupComplete([In, MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_VARIANT)] ref Array custom);

        /// <summary>The host begins to close; a fast shutdown leaves it out.</summary>
        [DispId(5)]
        void OnBeginShutdown([In, MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_VARIANT)] ref Array custom);
    }
}
