using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>An add-in that shows task panes, as Office's type library publishes it.</summary>
    [ComImport, ComVisible(true), Guid("000C033E-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICustomTaskPaneConsumer
    {
        /// <summary>Hands over what makes panes; Office asks once, early.</summary>
        [DispId(1)]
        void CTPFactoryAvailable([In, MarshalAs(UnmanagedType.Interface)] ICTPFactory factory);
    }
}
