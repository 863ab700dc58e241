using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("00063077-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IItemsEvents
    {
        [DispId(0xF001)]
        void ItemAdd([MarshalAs(UnmanagedType.IDispatch)] object item);

        [DispId(0xF002)]
        void ItemChange([MarshalAs(UnmanagedType.IDispatch)] object item);

        [DispId(0xF003)]
        void ItemRemove();
    }
}
