using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("000C033E-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICustomTaskPaneConsumer
    {
        [DispId(1)]
        void CTPFactoryAvailable(ICTPFactory factory);
    }
}
