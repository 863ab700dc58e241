using System;
using System.Runtime.InteropServices;

namespace System.Security.Cryptography
{
    /// <summary>Whose protection; here always the user's.</summary>
    public enum DataProtectionScope
    {
        /// <summary>The user's.</summary>
        CurrentUser,
    }

    /// <summary>Windows' protection of a user's data, which .NET Core has in a package of its own.</summary>
    public static class ProtectedData
    {
        private const uint NoWindow = 1; // CRYPTPROTECT_UI_FORBIDDEN

        private delegate bool Call(
            ref Blob given, IntPtr name, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out Blob made);

        /// <summary>Wraps.</summary>
        public static byte[] Protect(byte[] data, byte[] entropy, DataProtectionScope scope) => Ask(CryptProtectData, data);

        /// <summary>Unwraps.</summary>
        public static byte[] Unprotect(byte[] data, byte[] entropy, DataProtectionScope scope) => Ask(CryptUnprotectData, data);

        private static byte[] Ask(Call call, byte[] data)
        {
            GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
            try
            {
                var given = new Blob { Size = data.Length, Data = pinned.AddrOfPinnedObject() };
                if (!call(ref given, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, NoWindow, out Blob made))
                    throw new CryptographicException("Windows refused.");
                var answer = new byte[made.Size];
                Marshal.Copy(made.Data, answer, 0, made.Size);
                LocalFree(made.Data);
                return answer;
            }
            finally
            {
                pinned.Free();
            }
        }

        [DllImport("crypt32.dll")]
        private static extern bool CryptProtectData(
            ref Blob given, IntPtr name, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out Blob made);

        [DllImport("crypt32.dll")]
        private static extern bool CryptUnprotectData(
            ref Blob given, IntPtr name, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out Blob made);

        [DllImport("kernel32.dll")]
        private static extern IntPtr LocalFree(IntPtr memory);

        private struct Blob
        {
            internal int Size;
            internal IntPtr Data;
        }
    }
}
