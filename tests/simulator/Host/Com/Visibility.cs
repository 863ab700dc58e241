using System;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Simulator.Host.Com
{
    /// <summary>Whether COM can see a managed type: Marshal.IsTypeVisibleFromCom, which Mono lacks.</summary>
    internal static class Visibility
    {
        /// <summary>Public, and not hidden by ComVisible on itself or its assembly; an imported interface always.</summary>
        public static bool Of(Type type)
        {
            if (type.IsImport)
            {
                return true;
            }
            var attribute = type.GetCustomAttribute<ComVisibleAttribute>(false)
                ?? type.Assembly.GetCustomAttribute<ComVisibleAttribute>();
            return type.IsVisible && (attribute == null || attribute.Value);
        }

        /// <summary>Not hidden by an attribute of its own.</summary>
        public static bool Marked(MemberInfo member)
        {
            var attribute = member.GetCustomAttribute<ComVisibleAttribute>();
            return attribute == null || attribute.Value;
        }
    }
}
