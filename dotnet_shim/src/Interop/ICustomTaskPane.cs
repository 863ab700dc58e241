using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>One task pane, as Office's type library publishes it (_CustomTaskPane).</summary>
    [ComImport, ComVisible(true), Guid("000C033B-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICustomTaskPane
    {
        /// <summary>The words on its head.</summary>
        [DispId(0)]
        string Title { [return: MarshalAs(UnmanagedType.BStr)] get; }

        /// <summary>Outlook.</summary>
        [DispId(1)]
        object Application { [return: MarshalAs(UnmanagedType.IDispatch)] get; }

        /// <summary>The window it stands in.</summary>
        [DispId(2)]
        object Window { [return: MarshalAs(UnmanagedType.IDispatch)] get; }

        /// <summary>Whether it is shown; a new one is not.</summary>
        [DispId(3)]
        bool Visible
        {
            [return: MarshalAs(UnmanagedType.VariantBool)] get;
            [param: In, MarshalAs(UnmanagedType.VariantBool)] set;
        }

        /// <summary>The control in it.</summary>
        [DispId(4)]
        object ContentControl { [return: MarshalAs(UnmanagedType.IDispatch)] get; }

        /// <summary>Pixels.</summary>
        [DispId(5)]
        int Height { get; [param: In] set; }

        /// <summary>Pixels.</summary>
        [DispId(6)]
        int Width { get; [param: In] set; }

        /// <summary>MsoCTPDockPosition.</summary>
        [DispId(7)]
        int DockPosition { get; [param: In] set; }

        /// <summary>MsoCTPDockPositionRestrict.</summary>
        [DispId(8)]
        int DockPositionRestrict { get; [param: In] set; }

        /// <summary>Takes it away for good.</summary>
        [DispId(9)]
        void Delete();
    }
}
