using System;

namespace OutlookCrm.Hosting
{
    /// <summary>Ends what <see cref="IOutlookThread.EnterHandler"/> began, once.</summary>
    public sealed class HandlerMark : IDisposable
    {
        private Action leave;

        /// <summary>Keeps what to do at the end.</summary>
        public HandlerMark(Action leave)
        {
            this.leave = leave;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            Action last = leave;
            leave = null;
            last?.Invoke();
        }
    }
}
