using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Simulator.Host.Storage
{
    /// <summary>
    /// The mailbox's file: a line for each save, the last line of a key wins. A killed process
    /// leaves at most half a line at the end, which the next start cuts off.
    /// </summary>
    internal sealed class Journal : IDisposable
    {
        private const int Spare = 1000;
        private static readonly Encoding Utf8 = new UTF8Encoding(false);
        private readonly string path;
        private FileStream file;

        /// <summary>Opens or makes the file.</summary>
        public Journal(string path)
        {
            this.path = path;
        }

        /// <summary>Reads the file, rewrites it when most of it is out of date, and opens it for appending.</summary>
        public Dictionary<long, Record> Open()
        {
            var records = new Dictionary<long, Record>();
            var lines = File.Exists(path) ? Read(records) : 0;
            if (lines > Spare + (2 * records.Count))
            {
                Rewrite(records.Values);
            }
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            return records;
        }

        /// <summary>Keeps what happened together, in one write.</summary>
        public void Append(params string[] lines)
        {
            var bytes = Utf8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
            file.Write(bytes, 0, bytes.Length);
            file.Flush();
        }

        /// <summary>Closes the file.</summary>
        public void Dispose()
        {
            file?.Dispose();
        }

        private int Read(IDictionary<long, Record> records)
        {
            CutTornEnd();
            var lines = 0;
            using (var reader = new StreamReader(path, Utf8))
            {
                for (var line = reader.ReadLine(); line != null; line = reader.ReadLine(), lines++)
                {
                    RecordLine.Read(line, records);
                }
            }
            return lines;
        }

        private void CutTornEnd()
        {
            using (var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            {
                var end = stream.Length;
                while (end > 0 && ByteBefore(stream, end) != '\n')
                {
                    end--;
                }
                stream.SetLength(end);
            }
        }

        private static int ByteBefore(Stream stream, long at)
        {
            stream.Position = at - 1;
            return stream.ReadByte();
        }

        private void Rewrite(IEnumerable<Record> records)
        {
            var fresh = path + ".new";
            using (var writer = new StreamWriter(fresh, false, Utf8) { NewLine = "\n" })
            {
                foreach (var record in records)
                {
                    writer.WriteLine(RecordLine.Of(record));
                }
                writer.Flush();
                ((FileStream)writer.BaseStream).Flush(true);
            }
            File.Replace(fresh, path, null);
        }
    }
}
