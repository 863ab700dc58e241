using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("000C03A7-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IRibbonUI
    {
        [DispId(1)]
        void Invalidate();

        [DispId(2)]
        void InvalidateControl(string controlId);
    }
}
