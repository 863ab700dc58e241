using System;
using System.Threading;
using System.Windows.Forms;
using OutlookCrm.Hosting;

namespace ShimDriver
{
    /// <summary>Steps of a given length, some of which pump messages as Outlook's calls do.</summary>
    public sealed class Work : ISliced<int>
    {
        private readonly int steps, milliseconds;
        private readonly bool pump;
        private static int nested;

        public Work(int steps, int milliseconds, bool pump)
        {
            this.steps = steps;
            this.milliseconds = milliseconds;
            this.pump = pump;
        }

        public static int Deepest { get; private set; }

        public int Result { get; private set; }

        public bool Step()
        {
            nested++;
            Deepest = Math.Max(Deepest, nested);
            if (milliseconds > 0) Thread.Sleep(milliseconds);
            if (pump) Application.DoEvents();
            nested--;
            return ++Result >= steps;
        }
    }

    public sealed class Refusal : ISliced<int>
    {
        public int Result => 0;

        public bool Step() => throw new System.Runtime.InteropServices.COMException("refused", unchecked((int)0x80010001));
    }
}
