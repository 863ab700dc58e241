using System.Reflection;
using System.Runtime.InteropServices;

namespace OutlookCrm.Interop
{
    /// <summary>Late-bound reading by name, for the few values wanted before `dynamic` has been used once (that costs 100 ms).</summary>
    public static class Late
    {
        /// <summary>The value of a property.</summary>
        public static object Get(object target, string property) =>
            target.GetType().InvokeMember(property, BindingFlags.GetProperty, null, target, null);

        /// <summary>What the method answers.</summary>
        public static object Call(object target, string method, params object[] arguments) =>
            target.GetType().InvokeMember(
                method, BindingFlags.InvokeMethod | BindingFlags.GetProperty, null, target, arguments);

        /// <summary>Gives back what was got, once.</summary>
        public static void Release(object got)
        {
            if (got != null && Marshal.IsComObject(got)) Marshal.ReleaseComObject(got);
        }
    }
}
