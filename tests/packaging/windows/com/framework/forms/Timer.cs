using System.ComponentModel;

namespace System.Windows.Forms
{
    /// <summary>Windows' own timer of the thread that starts it.</summary>
    public class Timer : Component
    {
        private readonly TimerProcedure procedure;
        private IntPtr id;
        private int interval = 100;

        /// <summary>Stands still.</summary>
        public Timer()
        {
            procedure = (window, message, timer, time) => Tick?.Invoke(this, EventArgs.Empty);
        }

        /// <summary>The time is over.</summary>
        public event EventHandler Tick;

        /// <summary>Whether it runs.</summary>
        public bool Enabled => id != IntPtr.Zero;

        /// <summary>Milliseconds.</summary>
        public int Interval
        {
            get => interval;
            set
            {
                interval = value;
                if (Enabled) Start();
            }
        }

        /// <summary>Begins anew.</summary>
        public void Start()
        {
            Stop();
            id = NativeMethods.SetTimer(IntPtr.Zero, IntPtr.Zero, (uint)interval, procedure);
        }

        /// <summary>Ends.</summary>
        public void Stop()
        {
            if (Enabled) NativeMethods.KillTimer(IntPtr.Zero, id);
            id = IntPtr.Zero;
        }

        /// <inheritdoc />
        protected override void Dispose(bool disposing) => Stop();
    }
}
