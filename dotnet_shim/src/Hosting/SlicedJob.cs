using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace OutlookCrm.Hosting
{
    /// <summary>One call of <see cref="IOutlookThread.Run"/>: stepped on Outlook's thread, waited for on another.</summary>
    public abstract class SlicedJob
    {
        private readonly ManualResetEventSlim ended = new ManualResetEventSlim();
        private readonly object gate = new object();
        private ExceptionDispatchInfo fault;
        private bool over;

        /// <summary>Whether no further step may be made: it ended, or nobody waits any more.</summary>
        public bool Over
        {
            get { lock (gate) return over; }
        }

        /// <summary>Makes one step on Outlook's thread; what it throws ends the job.</summary>
        public void Step()
        {
            try
            {
                if (StepWork()) End(null);
            }
            catch (Exception error)
            {
                // Nothing may reach Outlook; it is thrown to the caller who waits.
                End(error);
            }
        }

        /// <summary>Ends the job before its time; the waiting caller gets OperationCanceledException.</summary>
        public void Cancel() => End(new OperationCanceledException("Outlook is closing."));

        /// <summary>Waits for the end; on the caller's thread.</summary>
        protected void Wait(int limitMilliseconds)
        {
            if (!ended.Wait(limitMilliseconds)) End(new TimeoutException("Outlook's thread had no time for it."));
            if (fault != null) fault.Throw();
        }

        /// <summary>One step of the work; true when it was the last.</summary>
        protected abstract bool StepWork();

        // The first end counts: a step that ends after the caller gave up changes nothing.
        private void End(Exception error)
        {
            lock (gate)
            {
                if (over) return;
                over = true;
                fault = error == null ? null : ExceptionDispatchInfo.Capture(error);
            }
            ended.Set();
        }
    }
}
