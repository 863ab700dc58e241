using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>Outlook's MAPIFolderEvents_12: what is about to happen to a folder and its items.</summary>
    [ComImport, Guid("000630F7-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IFolderEvents
    {
        /// <summary>The folder is about to be moved or deleted.</summary>
        [DispId(0xFBA8)] void BeforeFolderMove([MarshalAs(UnmanagedType.IDispatch)] object moveTo, ref bool cancel);

        /// <summary>An item is about to be moved, or deleted for good when there is no target.</summary>
        [DispId(0xFBA9)] void BeforeItemMove(
            [MarshalAs(UnmanagedType.IDispatch)] object item, [MarshalAs(UnmanagedType.IDispatch)] object moveTo, ref bool cancel);
    }
}
