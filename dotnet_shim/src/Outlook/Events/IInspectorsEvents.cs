using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>Outlook's InspectorsEvents: items' windows that open.</summary>
    [ComImport, Guid("00063079-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IInspectorsEvents
    {
        /// <summary>A window is about to be shown; most of its item cannot be read yet.</summary>
        [DispId(0xF001)] void NewInspector([MarshalAs(UnmanagedType.IDispatch)] object inspector);
    }
}
