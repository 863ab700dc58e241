using System.Runtime.InteropServices;

namespace Simulator.Host.Watching
{
    /// <summary>The processor time of the calling thread, which the framework does not offer.</summary>
    internal static class ThreadClock
    {
        private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

        /// <summary>Milliseconds of processor time so far.</summary>
        public static double Milliseconds()
        {
            Moment moment;
            clock_gettime(ThreadCpuTime, out moment);
            return moment.Seconds.ToInt64() * 1e3 + moment.Nanoseconds.ToInt64() / 1e6;
        }

        [DllImport("libc")]
        private static extern int clock_gettime(int clock, out Moment moment);

        [StructLayout(LayoutKind.Sequential)]
        private struct Moment
        {
            public System.IntPtr Seconds;
            public System.IntPtr Nanoseconds;
        }
    }
}
