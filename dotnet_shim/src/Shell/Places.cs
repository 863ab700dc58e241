using System;
using System.IO;
using System.Reflection;

namespace OutlookCrm.Shell
{
    /// <summary>The folders of the product on this PC.</summary>
    public static class Places
    {
        private const string Product = "OutlookCrm";

        /// <summary>State, vault and logs: of this PC only.</summary>
        public static string Local => Below(Environment.SpecialFolder.LocalApplicationData);

        /// <summary>Settings: follow the user.</summary>
        public static string Roaming => Below(Environment.SpecialFolder.ApplicationData);

        /// <summary>Where the shim itself is installed.</summary>
        public static string Shim => Path.GetDirectoryName(new Uri(Assembly.GetExecutingAssembly().CodeBase).LocalPath);

        private static string Below(Environment.SpecialFolder folder) =>
            Path.Combine(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify), Product);
    }
}
