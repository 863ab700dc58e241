using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Simulator.Host.Com
{
    /// <summary>
    /// What of a managed class COM shows through IDispatch: what its ClassInterface or
    /// ComDefaultInterface attribute exposes, and nothing that is merely public.
    /// </summary>
    internal sealed class DispatchSurface
    {
        private const int UnknownName = unchecked((int)0x80020006);
        private const int BadParameterCount = unchecked((int)0x8002000E);
        private readonly object instance;
        private readonly Dictionary<string, MethodInfo> methods;

        /// <summary>Reads what a class exposes.</summary>
        public DispatchSurface(object instance)
        {
            this.instance = instance;
            methods = Exposed(instance.GetType())
                .GroupBy(method => method.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        }

        /// <summary>The exposed names.</summary>
        public IEnumerable<string> Names
        {
            get { return methods.Keys; }
        }

        /// <summary>Calls by name, as GetIDsOfNames and Invoke would; COMException where those fail.</summary>
        public object Call(string name, params object[] arguments)
        {
            MethodInfo method;
            if (!methods.TryGetValue(name, out method))
            {
                throw new COMException("the class exposes no " + name, UnknownName);
            }
            if (method.GetParameters().Length != arguments.Length)
            {
                throw new COMException(name + " takes another number of arguments than " + arguments.Length, BadParameterCount);
            }
            return Invoke(method, instance, arguments);
        }

        /// <summary>Calls a method; what it throws comes out as it was thrown.</summary>
        public static object Invoke(MethodInfo method, object instance, object[] arguments)
        {
            try
            {
                return method.Invoke(instance, arguments);
            }
            catch (TargetInvocationException failure)
            {
                ExceptionDispatchInfo.Capture(failure.InnerException).Throw();
                throw;
            }
        }

        private static IEnumerable<MethodInfo> Exposed(Type type)
        {
            var named = type.GetCustomAttribute<ComDefaultInterfaceAttribute>();
            if (named != null)
            {
                return OfInterface(named.Value);
            }
            return KindOf(type) == ClassInterfaceType.None
                ? type.GetInterfaces().Where(Visibility.Of).Take(1).SelectMany(OfInterface)
                : type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(Visible);
        }

        private static ClassInterfaceType KindOf(Type type)
        {
            var attribute = type.GetCustomAttribute<ClassInterfaceAttribute>()
                ?? type.Assembly.GetCustomAttribute<ClassInterfaceAttribute>();
            return attribute?.Value ?? ClassInterfaceType.AutoDispatch;
        }

        private static IEnumerable<MethodInfo> OfInterface(Type declared)
        {
            var kind = declared.GetCustomAttribute<InterfaceTypeAttribute>();
            var dispatches = kind == null || kind.Value != ComInterfaceType.InterfaceIsIUnknown;
            return dispatches && Visibility.Of(declared)
                ? declared.GetMethods().Where(Visible)
                : Enumerable.Empty<MethodInfo>();
        }

        private static bool Visible(MethodInfo method)
        {
            return !method.IsGenericMethod && Visibility.Marked(method) && Visibility.Of(method.DeclaringType);
        }
    }
}
