using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using OutlookCrm.Outlook;

namespace OutlookCrm.Hosting
{
    /// <summary>Where Python is, and what it runs.</summary>
    [DataContract]
    public sealed class PythonHome
    {
        private const string Description = "python-home.json";

        /// <summary>The interpreter's library.</summary>
        [DataMember(Name = "dll")] public string Dll;

        /// <summary>What sys.executable says: Python's own program, never Outlook's.</summary>
        [DataMember(Name = "executable")] public string Executable;

        /// <summary>Folders added to sys.path, with their .pth files.</summary>
        [DataMember(Name = "site")] public string[] Site = new string[0];

        /// <summary>The module whose main(shell, gateway) is called.</summary>
        [DataMember(Name = "module")] public string Module;

        /// <summary>
        /// The home that a file beside the shim describes, as development builds write it; else the private
        /// runtime that is installed there, whose python3xx._pth shuts out all others of the machine.
        /// </summary>
        /// <exception cref="FileNotFoundException">There is neither.</exception>
        public static PythonHome Beside(string folder)
        {
            string file = Path.Combine(folder, Description);
            PythonHome home = File.Exists(file) ? Json.Read<PythonHome>(File.ReadAllText(file)) : Private(folder);
            home.Site = home.Site ?? new string[0];
            home.Module = home.Module ?? "outlook_crm.addin";
            return home;
        }

        private static PythonHome Private(string folder)
        {
            string python = Path.Combine(folder, "python");
            // python3.dll, the stable interface alone, lies beside it, and Windows' ?? would match it, too.
            string dll = Directory.Exists(python)
                ? Directory.GetFiles(python, "python3*.dll").OrderByDescending(each => each.Length).FirstOrDefault()
                : null;
            if (dll == null) throw new FileNotFoundException("There is no Python beside the shim.", python);
            return new PythonHome { Dll = dll, Executable = Path.Combine(python, "python.exe") };
        }
    }
}
