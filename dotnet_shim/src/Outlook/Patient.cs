using System;
using System.Diagnostics;
using System.Threading;
using OutlookCrm.Hosting;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// Makes a step again that Outlook turned away as busy, for a while, and ends between two steps once
    /// cancelled. For work whose steps may be repeated: all reads, and a write up to its Save.
    /// </summary>
    public sealed class Patient<T> : ISliced<T>
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        private readonly ISliced<T> work;
        private readonly CancellationToken cancel;
        private readonly Stopwatch rejectedFor = new Stopwatch();

        /// <summary>Wraps the work.</summary>
        public Patient(ISliced<T> work, CancellationToken cancel)
        {
            this.work = work;
            this.cancel = cancel;
        }

        /// <inheritdoc />
        public T Result => work.Result;

        /// <inheritdoc />
        public bool Step()
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                bool done = work.Step();
                rejectedFor.Reset();
                return done;
            }
            catch (Exception error) when (HResults.IsRejected(error) && rejectedFor.Elapsed < Patience)
            {
                rejectedFor.Start();
                return false;
            }
        }
    }
}
