using System;
using System.Reflection;

namespace Simulator.Host.Com
{
    /// <summary>Calls an object through one interface that its own assembly declares.</summary>
    internal sealed class InterfaceCaller
    {
        private readonly object instance;
        private readonly Type declared;

        /// <summary>Binds an object to one of its interfaces.</summary>
        public InterfaceCaller(object instance, Type declared)
        {
            this.instance = instance;
            this.declared = declared;
        }

        /// <summary>Calls a method; what it throws comes out as it was thrown.</summary>
        public object Call(string method, params object[] arguments)
        {
            var target = declared.GetMethod(method);
            return DispatchSurface.Invoke(target, instance, Fitted(target, arguments));
        }

        // An enumeration of the add-in's own (ext_ConnectMode) is an integer to the caller.
        private static object[] Fitted(MethodInfo target, object[] arguments)
        {
            var parameters = target.GetParameters();
            var fitted = (object[])arguments.Clone();
            for (var i = 0; i < fitted.Length; i++)
            {
                var kind = parameters[i].ParameterType;
                fitted[i] = kind.IsEnum ? Enum.ToObject(kind, fitted[i]) : fitted[i];
            }
            return fitted;
        }
    }
}
