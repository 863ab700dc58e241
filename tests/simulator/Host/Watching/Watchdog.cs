using System;
using System.Diagnostics;
using System.Threading;
using System.Windows.Forms;
using Timer = System.Windows.Forms.Timer;

namespace Simulator.Host.Watching
{
    /// <summary>
    /// Measures each stretch in which the UI thread did not come back to its loop, and tells
    /// the add-in's from the host's own.
    /// </summary>
    /// <remarks>
    /// A dispatched message is measured exactly, from the filter that sees it to the next mark,
    /// and belongs to whoever owns its window.  A timer's tick passes no filter here: what the
    /// loop was late for, beyond the heartbeat's interval, is a timer's work, and the host's own
    /// timers mark themselves.  But an idle loop is late as well: Mono's timers go by steps of
    /// some 15 ms.  So of a short lateness only the processor time counts, of a long one all.
    /// Work the host does for a test is marked by <see cref="AsHost"/>.
    /// </remarks>
    internal sealed class Watchdog : IMessageFilter, IDisposable
    {
        private const int Heartbeat = 5;
        private const int Grain = 35; // later than this is no idle loop's lateness
        private readonly Thread watched = Thread.CurrentThread;
        private readonly Func<Control, bool> isAddIns;
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly Timer heart = new Timer { Interval = Heartbeat };
        private Owner owner = Owner.Loop;
        private double since;
        private double sinceCpu;
        private double ownWork;

        /// <summary>Starts watching the calling thread.</summary>
        public Watchdog(Func<Control, bool> isAddIns)
        {
            this.isAddIns = isAddIns;
            heart.Tick += (sender, args) => Mark(Owner.Loop);
            Application.Idle += OnIdle;
            Application.AddMessageFilter(this);
            heart.Start();
        }

        private enum Owner
        {
            Loop,
            AddIn,
            Host,
        }

        /// <summary>What was seen since the last reset.</summary>
        public Stretches Seen { get; private set; } = new Stretches();

        /// <summary>Forgets what was seen.</summary>
        public void Reset()
        {
            Mark(Owner.Loop);
            Seen = new Stretches();
        }

        /// <summary>Runs work that calls the add-in, in a message that no filter sees: Mono's for BeginInvoke.</summary>
        public void AsAddIn(Action work)
        {
            Mark(Owner.AddIn);
            try
            {
                work();
            }
            finally
            {
                Mark(Owner.Loop);
            }
        }

        /// <summary>Runs work of the host's own, whose time is not the add-in's.</summary>
        public void AsHost(Action work)
        {
            var start = clock.Elapsed.TotalMilliseconds;
            try
            {
                work();
            }
            finally
            {
                ownWork += clock.Elapsed.TotalMilliseconds - start;
            }
        }

        /// <summary>A message is about to be dispatched.</summary>
        public bool PreFilterMessage(ref Message message)
        {
            var control = Control.FromChildHandle(message.HWnd);
            Mark(control == null || isAddIns(control) ? Owner.AddIn : Owner.Host);
            return false;
        }

        /// <summary>Stops watching.</summary>
        public void Dispose()
        {
            heart.Dispose();
            Application.Idle -= OnIdle;
            Application.RemoveMessageFilter(this);
        }

        private void OnIdle(object sender, EventArgs args)
        {
            Mark(Owner.Loop);
        }

        private void Mark(Owner next)
        {
            if (Thread.CurrentThread != watched)
            {
                return; // Mono tells filters and Idle of every thread's loop, also of the add-in's own windows'
            }
            var now = clock.Elapsed.TotalMilliseconds;
            var cpu = ThreadClock.Milliseconds();
            var spent = now - since - ownWork;
            if (owner == Owner.Loop)
            {
                spent -= Heartbeat;
                spent = spent < Grain ? Math.Min(spent, cpu - sinceCpu) : spent;
            }
            if (owner != Owner.Host && spent > 0)
            {
                Seen.Add(now, spent, Math.Max(0, cpu - sinceCpu));
            }
            owner = next;
            since = now;
            sinceCpu = cpu;
            ownWork = 0;
        }
    }
}
