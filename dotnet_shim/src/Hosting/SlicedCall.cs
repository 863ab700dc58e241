namespace OutlookCrm.Hosting
{
    /// <summary>A job with a result.</summary>
    public sealed class SlicedCall<TResult> : SlicedJob
    {
        private readonly ISliced<TResult> work;
        private TResult result;

        /// <summary>Wraps the work.</summary>
        public SlicedCall(ISliced<TResult> work)
        {
            this.work = work;
        }

        /// <summary>Waits for the result, on the caller's thread.</summary>
        public TResult Await(int limitMilliseconds)
        {
            Wait(limitMilliseconds);
            return result;
        }

        /// <inheritdoc />
        protected override bool StepWork()
        {
            if (!work.Step()) return false;
            result = work.Result;
            return true;
        }
    }
}
