using System;
using System.Linq;
using System.Reflection;
using OutlookCrm.Ribbon;
using Python.Runtime;

namespace OutlookCrm.Hosting
{
    /// <summary>
    /// CPython in this process: started once, on the first thread that runs something in it, and never shut
    /// down. The only class that takes the GIL.
    /// </summary>
    public static class PythonHost
    {
        private const string Bootstrap = "outlook_crm_bootstrap";

        private static readonly object Starting = new object();
        private static bool started;

        /// <summary>Calls main(shell, gateway) of the home's module on this thread, until it returns.</summary>
        /// <param name="home">Where Python is.</param>
        /// <param name="log">Takes what Python prints, a line at a time.</param>
        /// <param name="stopping">Asked before each long part: whether to leave it.</param>
        /// <param name="arguments">The objects that main gets.</param>
        /// <exception cref="PythonFault">main raised.</exception>
        public static void Run(PythonHome home, Action<string> log, Func<bool> stopping, params object[] arguments)
        {
            lock (Starting)
            {
                if (!started && !stopping()) Start(home, log);
            }
            if (stopping()) return;
            using (Py.GIL()) Guard(() => CallMain(home.Module, arguments));
        }

        private static void CallMain(string name, object[] arguments)
        {
            using (PyObject bootstrap = Py.Import(Bootstrap))
            using (var given = new PyList(arguments.Select(each => each.ToPython()).ToArray()))
            using (PyObject fault = bootstrap.InvokeMethod("call", name.ToPython(), given))
                if (fault.As<string>() != "") throw new PythonFault(fault.As<string>());
        }

        // pythonnet's own exception stays inside: whoever catches it must hold the GIL to read it.
        private static void Guard(Action python)
        {
            try
            {
                python();
            }
            catch (PythonException error)
            {
                throw new PythonFault(error.Message + Environment.NewLine + error.Format());
            }
        }

        private static void Start(PythonHome home, Action<string> log)
        {
            ClearEnvironment();
            Runtime.PythonDLL = home.Dll;
            PythonEngine.Initialize();
            started = true;
            try
            {
                KeepToItself();
                Guard(() => Prepare(home, log));
            }
            finally
            {
                PythonEngine.BeginAllowThreads();
            }
        }

        private static void Prepare(PythonHome home, Action<string> log)
        {
            using (PyModule bootstrap = PyModule.FromString(Bootstrap, Resources.Text("bootstrap.py")))
            using (var folders = new PyList(home.Site.Select(each => (PyObject)new PyString(each)).ToArray()))
                bootstrap.InvokeMethod("prepare", log.ToPython(), home.Executable.ToPython(), folders).Dispose();
        }

        // A PYTHONHOME or PYTHONPATH of the machine's must not reach us; nor its users' own packages.
        private static void ClearEnvironment()
        {
            foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().ToList())
                if (name.StartsWith("PYTHON", StringComparison.OrdinalIgnoreCase)) Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable("PYTHONNOUSERSITE", "1");
        }

        // The domain is shared with Outlook's other add-ins. pythonnet would finalize Python when the process ends,
        // and so make Outlook's exit wait for whoever holds the GIL; walk through the types of each assembly that
        // anybody loads, on Outlook's thread; and answer others' searches for assemblies out of Python's folders,
        // in whatever version. Two delegates of one method are equal, so that ours takes pythonnet's away.
        // Nothing of ours needs that search: an assembly loaded by its CodeBase finds Python.Runtime.dll beside itself.
        private static void KeepToItself()
        {
            AppDomain domain = AppDomain.CurrentDomain;
            Type assemblies = typeof(PythonEngine).Assembly.GetType("Python.Runtime.AssemblyManager", true);
            domain.ProcessExit -= Handler<EventHandler>(typeof(PythonEngine), "OnProcessExit");
            domain.DomainUnload -= Handler<EventHandler>(typeof(PythonEngine), "OnDomainUnload");
            domain.AssemblyLoad -= Handler<AssemblyLoadEventHandler>(assemblies, "AssemblyLoadHandler");
            domain.AssemblyResolve -= Handler<ResolveEventHandler>(assemblies, "ResolveHandler");
        }

        private static T Handler<T>(Type owner, string name) where T : class => Delegate.CreateDelegate(
            typeof(T), owner.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)) as T;
    }
}
