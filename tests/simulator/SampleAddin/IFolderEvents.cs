using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("000630F7-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IFolderEvents
    {
        [DispId(0xFBA9)]
        void BeforeItemMove(
            [MarshalAs(UnmanagedType.IDispatch)] object item, [MarshalAs(UnmanagedType.IDispatch)] object moveTo, ref bool cancel);
    }
}
