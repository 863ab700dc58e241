using System;
using System.Runtime.InteropServices;

namespace Simulator.Host.Com
{
    /// <summary>Outlook's errors, as the framework hands them to a late-bound caller.</summary>
    internal static class ComError
    {
        /// <summary>MAPI_E_NOT_FOUND.</summary>
        public const int NotFound = unchecked((int)0x8004010F);

        /// <summary>MAPI_E_INVALID_ENTRYID.</summary>
        public const int InvalidEntryId = unchecked((int)0x80040107);

        /// <summary>MAPI_E_OBJECT_CHANGED.</summary>
        public const int ObjectChanged = unchecked((int)0x80040109);

        /// <summary>MAPI_E_OBJECT_DELETED.</summary>
        public const int ObjectDeleted = unchecked((int)0x8004010A);

        /// <summary>E_ACCESSDENIED.</summary>
        public const int Denied = unchecked((int)0x80070005);

        /// <summary>E_INVALIDARG.</summary>
        public const int BadArgument = unchecked((int)0x80070057);

        /// <summary>E_FAIL.</summary>
        public const int Failed = unchecked((int)0x80004005);

        /// <summary>E_ABORT.</summary>
        public const int Aborted = unchecked((int)0x80004004);

        /// <summary>DISP_E_BADINDEX.</summary>
        public const int BadIndex = unchecked((int)0x8002000B);

        /// <summary>RPC_E_CALL_REJECTED.</summary>
        public const int Rejected = unchecked((int)0x80010001);

        /// <summary>RPC_E_WRONG_THREAD.</summary>
        public const int WrongThread = unchecked((int)0x8001010E);

        /// <summary>The exception a code becomes: some codes have a type of their own.</summary>
        public static Exception Of(int code, string text)
        {
            switch (code)
            {
                case Denied:
                    return new UnauthorizedAccessException(text);
                case BadArgument:
                    return new ArgumentException(text);
                default:
                    return new COMException(text, code);
            }
        }
    }
}
