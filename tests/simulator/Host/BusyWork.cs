using System;
using System.Threading;
using Simulator.Host.Watching;
using Timer = System.Windows.Forms.Timer;

namespace Simulator.Host
{
    /// <summary>Work of Outlook's own that keeps its thread from everything else, five times a second.</summary>
    internal sealed class BusyWork : IDisposable
    {
        private const int Interval = 200;
        private readonly Timer timer = new Timer { Interval = Interval };
        private int milliseconds;

        /// <summary>Nothing to do yet.</summary>
        public BusyWork(Watchdog watchdog)
        {
            timer.Tick += (sender, args) => watchdog.AsHost(() => Thread.Sleep(milliseconds));
        }

        /// <summary>So many milliseconds each time from now on; 0 is none.</summary>
        public void Take(int each)
        {
            milliseconds = each;
            timer.Enabled = each > 0;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            timer.Dispose();
        }
    }
}
