using System;
using System.Collections.Generic;
using System.Threading;
using System.Windows.Forms;
using OutlookCrm.Interop;
using Timer = System.Windows.Forms.Timer;

namespace OutlookCrm.Hosting
{
    /// <summary>
    /// Runs jobs on Outlook's thread in slices paced by a timer: Windows gives timer messages last, so that
    /// input and painting always come first (posted messages would outrank them). No slice starts inside
    /// another one, or inside a handler of Outlook's events, which happens because Outlook's calls pump
    /// messages; it is tried again later.
    /// </summary>
    public sealed class OutlookThread : IOutlookThread, IDisposable
    {
        private const int RetryMilliseconds = 15;

        private readonly Thread outlook = Thread.CurrentThread;
        private readonly Control window = new Control();
        private readonly Timer timer = new Timer();
        private readonly object gate = new object();
        private readonly LinkedList<SlicedJob> jobs = new LinkedList<SlicedJob>();
        private readonly Queue<Action> posted = new Queue<Action>();
        private readonly Action<Exception> onFault;
        private int handlers;
        private bool inSlice;
        private bool stopping;

        /// <summary>Made on Outlook's thread; onFault learns what a posted action threw.</summary>
        public OutlookThread(Action<Exception> onFault)
        {
            this.onFault = onFault;
            GC.KeepAlive(window.Handle); // asking for it makes the window that other threads post to
            timer.Tick += (sender, args) => Guard(Tick);
        }

        /// <summary>The watchdog's measurements.</summary>
        public SliceMeter Meter { get; } = new SliceMeter();

        /// <inheritdoc />
        public bool InHandler => handlers > 0;

        /// <summary>Whether <see cref="Stop"/> was called.</summary>
        public bool Stopping
        {
            get { lock (gate) return stopping; }
        }

        private bool Occupied => inSlice || InHandler;

        /// <summary>Throws when the caller is on another thread than Outlook's.</summary>
        public void AssertHere()
        {
            if (Thread.CurrentThread != outlook) throw new InvalidOperationException("This belongs to Outlook's thread.");
        }

        /// <inheritdoc />
        public TResult Run<TResult>(ISliced<TResult> work, int limitMilliseconds)
        {
            if (Thread.CurrentThread == outlook) throw new InvalidOperationException("Outlook's thread cannot wait for itself.");
            var job = new SlicedCall<TResult>(work);
            lock (gate)
            {
                if (stopping) throw new OperationCanceledException("Outlook is closing.");
                jobs.AddLast(job);
            }
            Wake(Arm);
            return job.Await(limitMilliseconds);
        }

        /// <inheritdoc />
        public IDisposable EnterHandler()
        {
            AssertHere();
            handlers++;
            return new HandlerMark(() => handlers--);
        }

        /// <inheritdoc />
        public void Post(Action action)
        {
            lock (gate) posted.Enqueue(action);
            Wake(RunPosted);
        }

        /// <summary>Ends all waits at once and makes no further step; from any thread, any number of times.</summary>
        public void Stop()
        {
            List<SlicedJob> waiting;
            lock (gate)
            {
                stopping = true;
                waiting = new List<SlicedJob>(jobs);
                jobs.Clear();
            }
            waiting.ForEach(job => job.Cancel());
        }

        /// <summary>Runs what is still posted and lets the window go; on Outlook's thread.</summary>
        public void Dispose()
        {
            AssertHere();
            Stop();
            for (Action action = NextPosted(); action != null; action = NextPosted()) Guard(action);
            timer.Dispose();
            window.Dispose();
        }

        private void Wake(Action onOutlooksThread)
        {
            try
            {
                window.BeginInvoke(new Action(() => Guard(onOutlooksThread)));
            }
            catch (InvalidOperationException)
            {
                // The window is gone: Outlook is closing, and Stop has ended all waits.
            }
        }

        private void Arm()
        {
            if (timer.Enabled || Stopping) return;
            timer.Interval = Math.Max(Occupied ? RetryMilliseconds : 1, Meter.Rest());
            timer.Start();
        }

        private void Tick()
        {
            timer.Stop();
            SlicedJob job = NextJob();
            if (job != null && !Occupied && !PendingInput.Waits) RunSlice(job, Meter.Allowance());
            if (!Occupied && HasPosted()) Wake(RunPosted); // an action may show a window: never from here
            if (NextJob() != null || HasPosted()) Arm();
        }

        private void RunSlice(SlicedJob job, double allowance)
        {
            if (allowance <= 0) return;
            double start = Meter.Now, last = start, step = 0;
            inSlice = true;
            try
            {
                for (; job != null && last + step - start < allowance; job = PendingInput.Waits ? null : NextJob())
                {
                    job.Step();
                    step = Meter.Now - last;
                    last += step;
                }
            }
            finally
            {
                inSlice = false;
                Meter.Record(start);
            }
        }

        private void RunPosted()
        {
            if (Occupied)
            {
                Arm();
                return;
            }
            Action action = NextPosted();
            action?.Invoke();
        }

        private SlicedJob NextJob()
        {
            lock (gate)
            {
                while (jobs.Count > 0 && jobs.First.Value.Over) jobs.RemoveFirst();
                return jobs.Count > 0 ? jobs.First.Value : null;
            }
        }

        private Action NextPosted()
        {
            lock (gate) return posted.Count > 0 ? posted.Dequeue() : null;
        }

        private bool HasPosted()
        {
            lock (gate) return posted.Count > 0;
        }

        // Windows Forms would answer an exception from its own loop with a dialog in Outlook.
        private void Guard(Action action)
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                onFault(error);
            }
        }
    }
}
