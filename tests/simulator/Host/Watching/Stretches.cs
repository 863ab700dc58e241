using System;
using System.Collections.Generic;

namespace Simulator.Host.Watching
{
    /// <summary>What the watchdog saw: the longest stretch, the busiest second, how many.</summary>
    internal sealed class Stretches
    {
        // Shorter than this is the loop's own noise: it counts for the share, not as a stretch.
        private const double Noise = 1;
        private readonly Queue<KeyValuePair<double, double>> second = new Queue<KeyValuePair<double, double>>();
        private double inSecond;

        /// <summary>Wall milliseconds of the longest stretch.</summary>
        public double Longest { get; private set; }

        /// <summary>Processor milliseconds of that stretch: less than its wall time on a machine that was busy elsewhere.</summary>
        public double LongestCpu { get; private set; }

        /// <summary>The most that was spent in any second, 0 to 1.</summary>
        public double WorstShare { get; private set; }

        /// <summary>How many stretches there were.</summary>
        public int Count { get; private set; }

        /// <summary>Milliseconds in all.</summary>
        public double Total { get; private set; }

        /// <summary>Takes in one stretch that ended at a time.</summary>
        public void Add(double end, double spent, double cpu)
        {
            Total += spent;
            Count += spent >= Noise ? 1 : 0;
            if (spent > Longest)
            {
                Longest = spent;
                LongestCpu = cpu;
            }
            Share(end, spent);
        }

        private void Share(double end, double spent)
        {
            second.Enqueue(new KeyValuePair<double, double>(end, spent));
            inSecond += spent;
            while (second.Peek().Key < end - 1000)
            {
                inSecond -= second.Dequeue().Value;
            }
            WorstShare = Math.Max(WorstShare, Math.Min(1, inSecond / 1000));
        }
    }
}
