using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Simulator.Host.Channel
{
    /// <summary>What tests do with the program itself.</summary>
    internal sealed class HostOperations
    {
        private readonly OutlookProcess outlook;

        /// <summary>Makes the operations of a running Outlook.</summary>
        public HostOperations(OutlookProcess outlook)
        {
            this.outlook = outlook;
        }

        /// <summary>Adds them to the table.</summary>
        public void AddTo(IDictionary<string, Func<Request, object>> table)
        {
            table["ping"] = request => "pong";
            table["facts"] = request => Facts();
            table["addin"] = request => AddIn();
            table["modules"] = request => Modules();
            table["watchdog"] = Watchdog;
            table["busy"] = Busy;
            table["quit"] = Quit;
        }

        private static object Modules()
        {
            return AppDomain.CurrentDomain.GetAssemblies()
                .Select(assembly => new { name = assembly.GetName().Name, path = assembly.IsDynamic ? "" : assembly.Location })
                .ToArray();
        }

        private static object Busy(Request request)
        {
            Thread.Sleep(request.Number("milliseconds", 100));
            return null;
        }

        private object Facts()
        {
            return new
            {
                process = System.Diagnostics.Process.GetCurrentProcess().Id,
                version = outlook.Desktop.Model.Version,
                startup_ms = outlook.StartupMilliseconds,
                working_set = System.Diagnostics.Process.GetCurrentProcess().WorkingSet64,
                faults = outlook.Faults.ToArray(),
            };
        }

        private object AddIn()
        {
            var calls = outlook.AddIn?.Calls.Records.Select(call => new { name = call.Name, ms = call.Milliseconds, fault = call.Fault });
            return new { loaded = outlook.AddIn != null, calls = calls?.ToArray(), exposed = outlook.AddIn?.Exposed.ToArray() };
        }

        private object Watchdog(Request request)
        {
            var seen = outlook.Watchdog.Seen;
            var answer = new
            {
                longest_ms = seen.Longest,
                longest_cpu_ms = seen.LongestCpu,
                worst_share = seen.WorstShare,
                count = seen.Count,
                total_ms = seen.Total,
            };
            if (request.Value("reset") as bool? ?? false)
            {
                outlook.Watchdog.Reset();
            }
            return answer;
        }

        private object Quit(Request request)
        {
            var slow = request.Text("mode", "fast") == "slow";
            outlook.Post(() => outlook.Quit(slow));
            return null;
        }
    }
}
