using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook
{
    /// <summary>What Outlook's error codes mean to us.</summary>
    public static class HResults
    {
        /// <summary>MAPI_E_NOT_FOUND.</summary>
        public const int NotFound = unchecked((int)0x8004010F);

        private const int InvalidEntryId = unchecked((int)0x80040107); // MAPI_E_INVALID_ENTRYID
        private const int UnknownEntryId = unchecked((int)0x80040201); // MAPI_E_UNKNOWN_ENTRYID
        private const int ObjectDeleted = unchecked((int)0x8004010A); // MAPI_E_OBJECT_DELETED
        private const int ObjectChanged = unchecked((int)0x80040109); // MAPI_E_OBJECT_CHANGED
        private const int AccessDenied = unchecked((int)0x80070005);  // E_ACCESSDENIED, MAPI_E_NO_ACCESS

        // Facility and code alone: the bits above them were seen to differ between machines.
        private const int FacilityAndCode = 0x07FFFFFF;
        private const int CallRejected = 0x00010001; // RPC_E_CALL_REJECTED
        private const int RetryLater = 0x0001010A;   // RPC_E_SERVERCALL_RETRYLATER

        /// <summary>What a write answers that the user has no right to.</summary>
        public static string Denied => Of(AccessDenied);

        /// <summary>The code as the seam writes it.</summary>
        public static string Of(Exception error) => Of(error.HResult);

        /// <summary>The code as the seam writes it.</summary>
        public static string Of(int code) => "0x" + code.ToString("X8", CultureInfo.InvariantCulture);

        /// <summary>Whether a property is not there, as against not readable.</summary>
        public static bool IsAbsent(int code) => code == NotFound;

        /// <summary>Whether the item or folder is not there.</summary>
        public static bool IsMissing(Exception error) => error is COMException
            && (error.HResult == NotFound || error.HResult == InvalidEntryId || error.HResult == ObjectDeleted
                || error.HResult == UnknownEntryId);

        /// <summary>Whether somebody else saved the item after it was opened.</summary>
        public static bool IsConflict(Exception error) => error.HResult == ObjectChanged;

        /// <summary>Whether the right to write is lacking.</summary>
        public static bool IsDenied(Exception error) =>
            error.HResult == AccessDenied || error is UnauthorizedAccessException;

        /// <summary>Whether the call was turned away before it did anything, and may be made again.</summary>
        public static bool IsRejected(Exception error) => error is COMException
            && ((error.HResult & FacilityAndCode) == CallRejected
                || (error.HResult & FacilityAndCode) == RetryLater);
    }
}
