using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>Office's _CustomTaskPaneEvents: the user may close a pane by its own cross.</summary>
    [ComImport, ComVisible(true), Guid("000C033C-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface ICustomTaskPaneEvents
    {
        /// <summary>It was shown or hidden, by whomever.</summary>
        [DispId(1)]
        void VisibleStateChange([MarshalAs(UnmanagedType.IDispatch)] object pane);
    }
}
