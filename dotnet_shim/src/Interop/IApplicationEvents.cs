using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>Outlook's ApplicationEvents_11, of which two are listened to; the others find no member.</summary>
    [ComImport, ComVisible(true), Guid("0006302C-0000-0000-C000-000000000046")]
    [InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
    public interface IApplicationEvents
    {
        /// <summary>Outlook closes. In a fast shutdown no other word of it comes.</summary>
        [DispId(0xF007)]
        void Quit();

        /// <summary>Mails came in: their EntryIDs, with commas between.</summary>
        [DispId(0xFAB5)]
        void NewMailEx(string entryIds);
    }
}
