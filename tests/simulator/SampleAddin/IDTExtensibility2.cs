using System;
using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComImport, Guid("B65AD801-ABAF-11D0-BB8B-00A0C90F2744"), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface IDTExtensibility2
    {
        [DispId(1)]
        void OnConnection(
            [MarshalAs(UnmanagedType.IDispatch)] object application, ConnectMode mode,
            [MarshalAs(UnmanagedType.IDispatch)] object addInInst, ref Array custom);

        [DispId(2)]
        void OnDisconnection(int mode, ref Array custom);

        [DispId(3)]
        void OnAddInsUpdate(ref Array custom);

        [DispId(4)]
        void OnStartupComplete(ref Array custom);

        [DispId(5)]
        void OnBeginShutdown(ref Array custom);
    }
}
