using System.Collections.Generic;
using System.Diagnostics;
using OutlookCrm.Shell;

namespace OutlookCrm.Hosting
{
    /// <summary>Adds up what Outlook's thread spends in our entry points until Python's thread is started.</summary>
    public sealed class StartupClock
    {
        private readonly Dictionary<string, double> spent = new Dictionary<string, double>();
        private bool closed;

        /// <summary>Starts to measure one call.</summary>
        public Stopwatch Begin() => Stopwatch.StartNew();

        /// <summary>Notes the call that began.</summary>
        public void End(string entry, Stopwatch began)
        {
            lock (spent)
            {
                if (closed) return;
                spent.TryGetValue(entry, out double before);
                spent[entry] = before + began.Elapsed.TotalMilliseconds;
            }
        }

        /// <summary>Start-up is over: what follows is everyday work.</summary>
        public void Close()
        {
            lock (spent) closed = true;
        }

        /// <summary>The sums in milliseconds.</summary>
        public StartupFacts Facts()
        {
            lock (spent)
            {
                spent.TryGetValue("OnConnection", out double connection);
                spent.TryGetValue("OnStartupComplete", out double complete);
                double total = 0;
                foreach (double part in spent.Values) total += part;
                return new StartupFacts { OnConnection = connection, OnStartupComplete = complete, Total = total };
            }
        }
    }
}
