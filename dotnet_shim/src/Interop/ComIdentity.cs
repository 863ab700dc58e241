using System;
using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>Whether two references lead to one COM object.</summary>
    public static class ComIdentity
    {
        /// <summary>By COM's own rule: one object has one IUnknown.</summary>
        public static bool Same(object one, object other)
        {
            if (ReferenceEquals(one, other)) return true;
            if (one == null || other == null || !Marshal.IsComObject(one) || !Marshal.IsComObject(other)) return false;
            IntPtr first = Marshal.GetIUnknownForObject(one), second = Marshal.GetIUnknownForObject(other);
            Marshal.Release(first);
            Marshal.Release(second);
            return first == second;
        }
    }
}
