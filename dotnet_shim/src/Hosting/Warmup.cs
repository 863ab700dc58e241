using System.Text;

namespace OutlookCrm.Hosting
{
    /// <summary>Pays for first uses where nobody waits.</summary>
    public static class Warmup
    {
        /// <summary>Loads the run-time binder of `dynamic`; on Outlook's thread its first use would take 100 ms.</summary>
        public static int Binder()
        {
            dynamic text = new StringBuilder();
            text.Append("-");
            int length = text.Length;
            return length;
        }
    }
}
