using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// Reads a folder's table, some rows a step and a page a run; between two pages it keeps its place.
    /// </summary>
    public sealed class ScanWork : ISliced<ScanAnswer>, IDisposable
    {
        private const int RowsAStep = 64;
        private const int PageCharacters = 100000; // what a slice reads; the heap keeps long texts for long
        private const int RowCharacters = 300; // names, times and punctuation of a row's JSON

        private readonly OutlookSession outlook;
        private readonly Question question;
        private readonly RowReader row;
        private readonly Stopwatch idle = Stopwatch.StartNew();
        private readonly List<RowRecord> rows = new List<RowRecord>();
        private string mailbox;
        private Held table;
        private int total;
        private int characters;
        private bool hasStamps;

        /// <summary>The first page comes with the first run.</summary>
        public ScanWork(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
            row = RowReader.For(question);
        }

        /// <summary>Whether the last row was read.</summary>
        public bool AtEnd { get; private set; }

        /// <summary>How long nobody asked for a page.</summary>
        public TimeSpan Idle => idle.Elapsed;

        /// <summary>The page; Next is the caller's to set.</summary>
        public ScanAnswer Result => new ScanAnswer { Rows = rows.ToArray(), Next = "", Total = total };

        /// <summary>Makes room for the next page.</summary>
        public void TurnPage()
        {
            rows.Clear();
            characters = 0;
        }

        /// <inheritdoc />
        public bool Step()
        {
            idle.Restart();
            if (mailbox == null) mailbox = outlook.Mailbox(question.Store);
            else if (table == null) Open();
            else Fill();
            return AtEnd || characters > PageCharacters;
        }

        /// <summary>Lets the table go. Outlook's thread only.</summary>
        public void Dispose()
        {
            if (table != null) table.Dispose();
        }

        private void Open()
        {
            bool deleted = question.Folder == "";
            using (Held held = deleted ? outlook.DeletedItems(question.Store) : outlook.Folder(question.Store, question.Folder))
            {
                dynamic folder = held.It;
                string filter = question.Since != "" ? Schema.ChangedSince(question.Since)
                    : deleted || row != RowReader.Appointments ? row.Filter : "";
                var opened = new Held(filter == "" ? folder.GetTable() : folder.GetTable(filter));
                try
                {
                    Choose(opened.It);
                }
                catch
                {
                    opened.Dispose();
                    throw;
                }
                table = opened;
            }
        }

        private void Choose(dynamic opened)
        {
            total = opened.GetRowCount();
            using (Held held = new Held(opened.Columns))
            {
                dynamic columns = held.It;
                columns.RemoveAll();
                foreach (string name in row.Columns) Add(columns, name);
                hasStamps = TryAdd(columns, Schema.Stamp(question.Pairing));
            }
        }

        private static void Add(dynamic columns, string name)
        {
            using (new Held(columns.Add(name))) { }
        }

        // A store that never saw one of our names, and may not learn it, has no such column.
        private static bool TryAdd(dynamic columns, string name)
        {
            try
            {
                Add(columns, name);
                return true;
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                return false;
            }
        }

        private void Fill()
        {
            dynamic opened = table.It;
            var cells = (object[,])opened.GetArray(RowsAStep);
            int count = cells.GetLength(0);
            for (int at = 0; at < count; at++) Take(cells, at);
            bool end = opened.EndOfTable;
            AtEnd = end || count == 0;
        }

        private void Take(object[,] cells, int at)
        {
            RowRecord record = row.Read(cells, at);
            record.Stamp = hasStamps ? RecordReader.StampOf(cells[at, row.Columns.Length] as string, mailbox) : "";
            rows.Add(record);
            characters += RowCharacters + record.Id.Length + record.Gid.Length + (record.Subject ?? "").Length;
        }
    }
}
