using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using OutlookCrm.Outlook;

namespace OutlookCrm.Shell
{
    /// <summary>
    /// The commands on their way to Python. Posting never waits, and the text of a command is made on the
    /// thread that takes it. After Stop there is nothing but `stop`, as often as asked.
    /// </summary>
    public sealed class CommandQueue
    {
        private static readonly Func<string> NoArguments = () => "{}";

        private readonly Queue<KeyValuePair<string, Func<string>>> waiting = new Queue<KeyValuePair<string, Func<string>>>();
        private readonly object gate = new object();
        private bool stopped;
        private int number;

        /// <summary>Queues a command; arguments makes the JSON object of its args.</summary>
        public void Post(string command, Func<string> arguments)
        {
            lock (gate)
            {
                waiting.Enqueue(new KeyValuePair<string, Func<string>>(command, arguments));
                Monitor.Pulse(gate);
            }
        }

        /// <summary>Queues a command whose arguments are JSON text already.</summary>
        public void Post(string command, string arguments) => Post(command, () => arguments);

        /// <summary>Forgets what waits; every further Next answers `stop`.</summary>
        public void Stop()
        {
            lock (gate)
            {
                stopped = true;
                Monitor.PulseAll(gate);
            }
        }

        /// <summary>The next command as JSON text, or "" when none came in time.</summary>
        public string Next(int milliseconds)
        {
            var next = Take(milliseconds);
            if (next.Key == null) return "";
            string id = Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture);
            return "{\"command\":" + Json.Write(next.Key) + ",\"id\":\"" + id + "\",\"args\":" + next.Value() + "}";
        }

        private KeyValuePair<string, Func<string>> Take(int milliseconds)
        {
            Stopwatch clock = Stopwatch.StartNew();
            lock (gate)
            {
                while (!stopped && waiting.Count == 0)
                {
                    long left = milliseconds - clock.ElapsedMilliseconds;
                    if (left <= 0) return default(KeyValuePair<string, Func<string>>);
                    Monitor.Wait(gate, (int)left);
                }
                return stopped ? new KeyValuePair<string, Func<string>>("stop", NoArguments) : waiting.Dequeue();
            }
        }
    }
}
