using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>Outlook's ItemsEvents: what happens to the items of one folder.</summary>
    [ComImport, Guid("00063077-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IItemsEvents
    {
        /// <summary>An item was added.</summary>
        [DispId(0xF001)] void ItemAdd([MarshalAs(UnmanagedType.IDispatch)] object item);

        /// <summary>An item was changed.</summary>
        [DispId(0xF002)] void ItemChange([MarshalAs(UnmanagedType.IDispatch)] object item);

        /// <summary>Some item went; Outlook does not say which.</summary>
        [DispId(0xF003)] void ItemRemove();
    }
}
