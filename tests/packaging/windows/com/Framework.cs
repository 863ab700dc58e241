using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace StandIn
{
    /// <summary>What mscoree.c asks of .NET Core to pass it off as .NET Framework.</summary>
    public static class Framework
    {
        static Framework()
        {
            AppDomain.CurrentDomain.AssemblyResolve += (sender, wanted) => StandIn(new AssemblyName(wanted.Name).Name);
        }

        /// <summary>From now on what .NET Core lacks is found.</summary>
        public static void Complete()
        {
        }

        /// <summary>Makes a class of the assembly at a place: (code base, class name, out IUnknown).</summary>
        public static int Create(IntPtr wanted, int size) => Guard(() =>
        {
            string codeBase = Marshal.PtrToStringUni(Marshal.ReadIntPtr(wanted));
            Assembly assembly = Assembly.LoadFrom(codeBase.Replace("file:///", "").Replace('/', '\\'));
            object made = Activator.CreateInstance(assembly.GetType(Marshal.PtrToStringUni(Marshal.ReadIntPtr(wanted, IntPtr.Size)), true));
            Marshal.WriteIntPtr(wanted, 2 * IntPtr.Size, Marshal.GetIUnknownForObject(made));
        });

        /// <summary>An HRESULT of it, and what it threw on the error stream.</summary>
        public static int Guard(Action work)
        {
            try
            {
                work();
                return 0;
            }
            catch (Exception error)
            {
                Console.Error.WriteLine(error);
                return error.HResult;
            }
        }

        private static Assembly StandIn(string name)
        {
            string file = Path.Combine(Environment.GetEnvironmentVariable("STAND_IN_FOLDER"), "framework", name + ".dll");
            return File.Exists(file) ? Assembly.LoadFrom(file) : null;
        }
    }
}
