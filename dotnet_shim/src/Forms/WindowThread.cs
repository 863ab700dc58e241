using System;
using System.Threading;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>
    /// The thread of the windows that stand beside Outlook's, with a message loop of its own: in Outlook's
    /// native loop a modeless form would lose Tab, Enter and its access keys. It starts with the first window, and
    /// anew with the next one where its loop was ended from outside.
    /// </summary>
    public sealed class WindowThread
    {
        private const int StartMilliseconds = 2000; // it only makes one empty control

        /// <summary>
        /// Whether two threads may have windows. Under Mono's X11 driver one loop swallows events that the other
        /// waits for, and both hang: there all windows live on the one thread, whose loop is Windows Forms' own.
        /// </summary>
        public static readonly bool CanBe = Environment.OSVersion.Platform == PlatformID.Win32NT;

        private readonly Action<Exception> onFault;
        private readonly object gate = new object();
        private Control hand;
        private bool stopped;

        /// <summary>onFault learns what an action threw.</summary>
        public WindowThread(Action<Exception> onFault)
        {
            this.onFault = onFault;
        }

        /// <summary>Runs an action there soon; from any thread. After Stop nothing is run any more.</summary>
        public void Post(Action action)
        {
            lock (gate)
            {
                if (stopped) return;
                if (hand == null) Start();
                hand?.BeginInvoke(new Action(() => Guard(action)));
            }
        }

        /// <summary>Closes its windows and ends it soon, without waiting.</summary>
        public void Stop()
        {
            lock (gate)
            {
                stopped = true;
                hand?.BeginInvoke(new Action(Application.ExitThread));
            }
        }

        private void Start()
        {
            using (var ready = new ManualResetEventSlim())
            {
                var thread = new Thread(() => Run(ready)) { Name = "outlook-crm windows", IsBackground = true };
                thread.SetApartmentState(ApartmentState.STA);
                thread.Start();
                ready.Wait(StartMilliseconds);
            }
        }

        private void Run(ManualResetEventSlim ready)
        {
            // Of this thread alone: else Windows Forms would offer the user to end Outlook.
            Application.ThreadException += (sender, args) => onFault(args.Exception);
            var control = new Control();
            GC.KeepAlive(control.Handle); // asking for it makes the window that other threads post to
            hand = control;
            ready.Set();
            try
            {
                Guard(Application.Run);
            }
            finally
            {
                // Whatever ended the loop, be it another add-in's Application.Exit: the next window starts another.
                lock (gate) hand = null;
                control.Dispose();
            }
        }

        private void Guard(Action action)
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                // The top of a thread: the window is lost, Outlook lives.
                onFault(error);
            }
        }
    }
}
