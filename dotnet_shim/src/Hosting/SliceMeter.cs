using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace OutlookCrm.Hosting
{
    /// <summary>
    /// The watchdog over slices: measures each, and says how long the next may be, so that all of them
    /// together take at most a quarter of any second. Written on Outlook's thread, read on any.
    /// </summary>
    public sealed class SliceMeter
    {
        private const double Second = 1000;
        private const double MostOfSecond = 225; // of 250: the last step of a slice ends late
        private const double LongestSlice = 22;  // of 30, for the same reason
        private const double ShortestSlice = 4;  // less is not worth the start
        private const double RestPerSlice = 3;   // one part work, three parts Outlook

        private readonly Queue<KeyValuePair<double, double>> recent = new Queue<KeyValuePair<double, double>>();
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly object gate = new object();
        private double lastEnd;
        private double lastLength;
        private double longest;
        private double worstSecond;
        private int count;

        /// <summary>Milliseconds on the meter's clock.</summary>
        public double Now => clock.Elapsed.TotalMilliseconds;

        /// <summary>The longest slice in milliseconds.</summary>
        public double LongestMilliseconds
        {
            get { lock (gate) return longest; }
        }

        /// <summary>The largest share of one second that slices took, in percent.</summary>
        public double WorstSharePercent
        {
            get { lock (gate) return worstSecond / Second * 100; }
        }

        /// <summary>How many slices there were.</summary>
        public int Count
        {
            get { lock (gate) return count; }
        }

        /// <summary>Milliseconds that a slice may take which starts now; 0 when it must wait.</summary>
        public double Allowance()
        {
            lock (gate)
            {
                if (Now < lastEnd + RestPerSlice * lastLength) return 0;
                double left = MostOfSecond - Used(Now);
                return left < ShortestSlice ? 0 : Math.Min(LongestSlice, left);
            }
        }

        /// <summary>Milliseconds until it is worth asking again, at least 1.</summary>
        public int Rest()
        {
            lock (gate) return (int)Math.Max(1, Math.Ceiling(lastEnd + RestPerSlice * lastLength - Now));
        }

        /// <summary>Notes a slice that ends now.</summary>
        public void Record(double start)
        {
            lock (gate)
            {
                lastEnd = Now;
                lastLength = lastEnd - start;
                recent.Enqueue(new KeyValuePair<double, double>(start, lastEnd));
                count++;
                longest = Math.Max(longest, lastLength);
                worstSecond = Math.Max(worstSecond, Used(lastEnd));
            }
        }

        private double Used(double until)
        {
            double since = until - Second;
            while (recent.Count > 0 && recent.Peek().Value <= since) recent.Dequeue();
            double used = 0;
            foreach (KeyValuePair<double, double> slice in recent) used += slice.Value - Math.Max(slice.Key, since);
            return used;
        }
    }
}
