using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("000C0395-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IRibbonControl
    {
        string Id { [DispId(1)] get; }

        object Context { [DispId(2)] get; }

        string Tag { [DispId(3)] get; }
    }
}
