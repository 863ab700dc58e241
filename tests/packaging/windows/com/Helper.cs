using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;

/// <summary>What mscoree.c asks of .NET Core.</summary>
public static class Helper
{
    /// <summary>Makes a class of the assembly at a place: (code base, class name, out IUnknown).</summary>
    public static int Create(IntPtr wanted, int size)
    {
        try
        {
            Assembly shim = Assembly.LoadFrom(Local(Marshal.PtrToStringUni(Marshal.ReadIntPtr(wanted))));
            object made = Activator.CreateInstance(shim.GetType(Marshal.PtrToStringUni(Marshal.ReadIntPtr(wanted, IntPtr.Size)), true));
            Marshal.WriteIntPtr(wanted, 2 * IntPtr.Size, Marshal.GetIUnknownForObject(made));
            return 0;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
            return error.HResult;
        }
    }

    /// <summary>The add-in's life in the Python beside the shim: started, then stop at once.</summary>
    public static int RunPython(IntPtr codeBase, int size)
    {
        string folder = Path.GetDirectoryName(Local(Marshal.PtrToStringUni(codeBase)));
        try
        {
            var log = new List<string>();
            PythonHost.Run(PythonHome.Beside(folder), log.Add, () => false, new Shell(), new object());
            log.ForEach(Console.WriteLine);
            return 0;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
            return error.HResult;
        }
    }

    private static string Local(string codeBase) => codeBase.Replace("file:///", "").Replace('/', '\\');

    /// <summary>A shell that tells of a start and then of Outlook's end; its methods are called by Python.</summary>
    public sealed class Shell
    {
        private bool started;

        /// <summary>As IShell's.</summary>
        public string NextCommand(int milliseconds)
        {
            if (started) return "{\"command\": \"stop\", \"id\": \"2\", \"args\": {}}";
            started = true;
            return Environment.GetEnvironmentVariable("STARTED");
        }

        /// <summary>As IShell's.</summary>
        public void SetRibbon(string json) => Console.WriteLine("ribbon " + json);

        /// <summary>As IShell's.</summary>
        public string SystemProxy(string address) => "";
    }
}
