using System;

namespace OutlookCrm.Hosting
{
    /// <summary>The way onto Outlook's thread, and the courtesy owed to the user there.</summary>
    public interface IOutlookThread
    {
        /// <summary>Whether a handler of one of Outlook's events is on the stack.</summary>
        bool InHandler { get; }

        /// <summary>
        /// Runs the work in short slices on Outlook's thread and waits for its end; from any other thread.
        /// What a step throws is thrown here.
        /// </summary>
        /// <exception cref="TimeoutException">It did not end within the limit; no step is made any more.</exception>
        /// <exception cref="OperationCanceledException">Outlook is closing; no step is made any more.</exception>
        TResult Run<TResult>(ISliced<TResult> work, int limitMilliseconds);

        /// <summary>Marks a handler of one of Outlook's events, until disposed: no slice starts inside.</summary>
        IDisposable EnterHandler();

        /// <summary>Runs the action soon on Outlook's thread, outside slices and handlers; from any thread.</summary>
        void Post(Action action);
    }
}
