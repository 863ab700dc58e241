using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>One control, as every callback gets it (Office's type library). Never release its Context.</summary>
    [ComImport, ComVisible(true), Guid("000C0395-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IRibbonControl
    {
        /// <summary>The id in our XML.</summary>
        [DispId(1)]
        string Id { [return: MarshalAs(UnmanagedType.BStr)] get; }

        /// <summary>The window it stands in.</summary>
        [DispId(2)]
        object Context { [return: MarshalAs(UnmanagedType.IDispatch)] get; }

        /// <summary>The tag in our XML.</summary>
        [DispId(3)]
        string Tag { [return: MarshalAs(UnmanagedType.BStr)] get; }
    }
}
