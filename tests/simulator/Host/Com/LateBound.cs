using System;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Simulator.Host.Com
{
    /// <summary>Reads and sets members by name, as a macro of the user's would.</summary>
    internal static class LateBound
    {
        /// <summary>A property's value.</summary>
        public static object Get(object target, string name)
        {
            return Invoke(target, name, BindingFlags.GetProperty);
        }

        /// <summary>Sets a property; text becomes a local time where the property is one.</summary>
        public static void Set(object target, string name, object value)
        {
            var property = target.GetType().GetProperty(name);
            Invoke(target, name, BindingFlags.SetProperty, Fitted(value, property?.PropertyType));
        }

        private static object Fitted(object value, Type type)
        {
            if (type == null || value == null || type.IsInstanceOfType(value))
            {
                return value;
            }
            return type == typeof(DateTime)
                ? DateTime.Parse((string)value, CultureInfo.InvariantCulture)
                : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
        }

        private static object Invoke(object target, string name, BindingFlags kind, params object[] arguments)
        {
            try
            {
                return target.GetType().InvokeMember(name, kind, null, target, arguments, CultureInfo.InvariantCulture);
            }
            catch (TargetInvocationException failure)
            {
                ExceptionDispatchInfo.Capture(failure.InnerException).Throw();
                throw;
            }
        }
    }
}
