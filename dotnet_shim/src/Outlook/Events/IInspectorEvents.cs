using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>Outlook's InspectorEvents_10: what happens to one item's window.</summary>
    [ComImport, Guid("0006302A-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IInspectorEvents
    {
        /// <summary>It has the focus now.</summary>
        [DispId(0xF001)] void Activate();

        /// <summary>It closes.</summary>
        [DispId(0xF008)] void Close();
    }
}
