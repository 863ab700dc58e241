using System;
using System.Collections.Concurrent;
using System.ComponentModel;

namespace System.Windows.Forms
{
    /// <summary>A window that only takes messages, as the shim uses one to come to Outlook's thread.</summary>
    public class Control : Component
    {
        private readonly ConcurrentQueue<Delegate> posted = new ConcurrentQueue<Delegate>();
        private readonly WindowProcedure procedure;
        private IntPtr before;
        private IntPtr window;

        /// <summary>Makes none yet.</summary>
        public Control()
        {
            procedure = Take;
        }

        /// <summary>The window; the first question makes it, on the thread that asks.</summary>
        public IntPtr Handle => window == IntPtr.Zero ? window = Make() : window;

        /// <summary>Runs it soon, as a message of its own on the window's thread; from any thread.</summary>
        public IAsyncResult BeginInvoke(Delegate method)
        {
            if (window == IntPtr.Zero) throw new InvalidOperationException("There is no window.");
            posted.Enqueue(method);
            NativeMethods.PostMessage(window, NativeMethods.Posted, IntPtr.Zero, IntPtr.Zero);
            return null;
        }

        /// <inheritdoc />
        protected override void Dispose(bool disposing)
        {
            if (window != IntPtr.Zero) NativeMethods.DestroyWindow(window);
            window = IntPtr.Zero;
        }

        private IntPtr Make()
        {
            IntPtr made = NativeMethods.CreateWindow(
                0, "STATIC", "", 0, 0, 0, 0, 0, NativeMethods.MessagesOnly, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero);
            if (made == IntPtr.Zero) throw new InvalidOperationException("No window could be made.");
            before = IntPtr.Size == 8
                ? NativeMethods.SetWindow64(made, NativeMethods.WindowProcedureIndex, procedure)
                : NativeMethods.SetWindow32(made, NativeMethods.WindowProcedureIndex, procedure);
            return made;
        }

        private IntPtr Take(IntPtr to, uint message, IntPtr first, IntPtr second)
        {
            if (message != NativeMethods.Posted) return NativeMethods.CallWindow(before, to, message, first, second);
            if (posted.TryDequeue(out Delegate method)) method.DynamicInvoke();
            return IntPtr.Zero;
        }
    }
}
