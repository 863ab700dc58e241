using System;
using System.Security.Cryptography;

namespace OutlookCrm.Shell
{
    /// <summary>The user's protection by the operating system (DPAPI): nobody else, and no other PC, can open it.</summary>
    public static class Secrets
    {
        /// <summary>Wraps; base64 in and out.</summary>
        public static string Protect(string base64) => Convert.ToBase64String(
            ProtectedData.Protect(Convert.FromBase64String(base64), null, DataProtectionScope.CurrentUser));

        /// <summary>Unwraps, or "" when this user cannot.</summary>
        public static string Unprotect(string base64)
        {
            try
            {
                byte[] wrapped = Convert.FromBase64String(base64);
                return Convert.ToBase64String(ProtectedData.Unprotect(wrapped, null, DataProtectionScope.CurrentUser));
            }
            catch (Exception error) when (error is CryptographicException || error is FormatException)
            {
                return "";
            }
        }
    }
}
