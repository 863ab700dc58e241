using System.IO;
using System.Reflection;
using System.Text;

namespace OutlookCrm.Ribbon
{
    /// <summary>Texts built into the shim.</summary>
    public static class Resources
    {
        /// <summary>Whether there is such a resource.</summary>
        public static bool Has(string name) => Assembly.GetExecutingAssembly().GetManifestResourceInfo(name) != null;

        /// <summary>The text of a resource.</summary>
        public static string Text(string name)
        {
            using (Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name))
            using (var reader = new StreamReader(stream, Encoding.UTF8))
                return reader.ReadToEnd();
        }
    }
}
