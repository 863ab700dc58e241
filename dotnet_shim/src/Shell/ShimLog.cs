using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace OutlookCrm.Shell
{
    /// <summary>
    /// The shim's own log: shim.log in the add-in's local folder, and one predecessor. Writing is queued, so
    /// that no caller waits for the disk, and a disk that refuses is no fault of the caller's.
    /// </summary>
    public sealed class ShimLog
    {
        private const long LargestBytes = 500000;

        private readonly ConcurrentQueue<string> lines = new ConcurrentQueue<string>();
        private readonly object file = new object();
        private int scheduled;

        /// <summary>Writes below the folder.</summary>
        public ShimLog(string folder)
        {
            FilePath = Path.Combine(folder, "shim.log");
        }

        /// <summary>Where the log is.</summary>
        public string FilePath { get; }

        /// <summary>Notes one event; never a secret, never what a user typed.</summary>
        public void Write(string where, string text)
        {
            string time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            lines.Enqueue(time + " " + where + ": " + text.TrimEnd());
            if (Interlocked.Exchange(ref scheduled, 1) == 0) ThreadPool.QueueUserWorkItem(ignored => Flush());
        }

        /// <summary>Writes what is queued.</summary>
        public void Flush()
        {
            Interlocked.Exchange(ref scheduled, 0);
            lock (file)
            {
                var text = new StringBuilder();
                while (lines.TryDequeue(out string line)) text.AppendLine(line);
                if (text.Length > 0) Append(text.ToString());
            }
        }

        private void Append(string text)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(FilePath));
                if (File.Exists(FilePath) && new FileInfo(FilePath).Length > LargestBytes) Rotate();
                File.AppendAllText(FilePath, text, new UTF8Encoding(false));
            }
            catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
            {
                // A full or locked disk: the add-in works without this log.
            }
        }

        private void Rotate()
        {
            File.Delete(FilePath + ".1");
            File.Move(FilePath, FilePath + ".1");
        }
    }
}
