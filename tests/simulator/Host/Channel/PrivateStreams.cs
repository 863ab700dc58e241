using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Simulator.Host.Channel
{
    /// <summary>
    /// Takes standard output for the control channel: whatever anybody else in the process
    /// prints, be it managed, native or Python, goes to standard error.
    /// </summary>
    internal static class PrivateStreams
    {
        /// <summary>Answers a writer on the true standard output.</summary>
        public static TextWriter TakeOutput()
        {
            var output = dup(1);
            dup2(2, 1);
            Console.SetOut(Console.Error);
            // Mono opens no stream on a descriptor it has not made itself; by its path it does.
            var file = new FileStream("/proc/self/fd/" + output, FileMode.Open, FileAccess.Write);
            return new StreamWriter(file, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        }

        [DllImport("libc")]
        private static extern int dup(int descriptor);

        [DllImport("libc")]
        private static extern int dup2(int descriptor, int target);
    }
}
