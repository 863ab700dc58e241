using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Simulator.Host.Com
{
    /// <summary>A COM class of an add-in's assembly, found by ProgId as the registry would name it.</summary>
    internal sealed class AddInClass
    {
        private readonly object instance;

        private AddInClass(object instance)
        {
            this.instance = instance;
            Dispatch = new DispatchSurface(instance);
        }

        /// <summary>What a caller through IDispatch can reach.</summary>
        public DispatchSurface Dispatch { get; }

        /// <summary>The object itself, for a host that must place it in a window.</summary>
        public object Instance
        {
            get { return instance; }
        }

        /// <summary>Creates the class that a ProgId names; throws when COM could not.</summary>
        public static AddInClass Create(Assembly assembly, string progId)
        {
            var type = assembly.GetTypes().FirstOrDefault(candidate => ProgIdOf(candidate) == progId);
            if (type == null)
            {
                throw new COMException("no class of " + assembly.GetName().Name + " has the ProgId " + progId, unchecked((int)0x800401F3));
            }
            if (!Visibility.Of(type) || type.GetCustomAttribute<GuidAttribute>() == null)
            {
                throw new COMException(type.FullName + " cannot be registered: it is not visible to COM or has no Guid", unchecked((int)0x80040154));
            }
            return new AddInClass(Activator.CreateInstance(type));
        }

        /// <summary>The class's own declaration of a published interface, or null: QueryInterface by IID.</summary>
        public InterfaceCaller Query(PublishedInterface face)
        {
            var declared = instance.GetType().GetInterfaces().FirstOrDefault(face.IsDeclaredBy);
            return declared == null ? null : new InterfaceCaller(instance, declared);
        }

        private static string ProgIdOf(Type type)
        {
            return type.IsClass ? type.GetCustomAttribute<ProgIdAttribute>()?.Value : null;
        }
    }
}
