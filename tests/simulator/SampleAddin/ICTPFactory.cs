using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("000C033D-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICTPFactory
    {
        [DispId(1)]
        object CreateCTP(string controlId, string title, object parentWindow);
    }
}
