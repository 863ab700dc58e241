using System;
using System.Linq;
using OutlookCrm.Mails;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Which columns of a folder's table a kind of items needs, and what a row of them tells.</summary>
    public sealed class RowReader
    {
        private static readonly string[] Common =
            { "EntryID", Schema.LongTermId, "MessageClass", Schema.Modified, Schema.Created };

        private readonly Action<RowRecord, Func<int, object>> complete;

        /// <summary>Of appointments.</summary>
        public static readonly RowReader Appointments = new RowReader(
            Schema.AppointmentsOnly, new[] { Schema.GlobalId, Schema.Start, Schema.End, Schema.Recurring },
            (row, cell) =>
            {
                row.Gid = Text.Hex(cell(0) as byte[]);
                row.Start = Instant(cell(1));
                row.End = Instant(cell(2));
                row.Recurring = cell(3) is bool yes && yes;
            });

        /// <summary>Of contacts.</summary>
        public static readonly RowReader Contacts = new RowReader(
            Schema.ContactsOnly, Schema.Addresses,
            (row, cell) => row.Addresses = Enumerable.Range(0, Schema.Addresses.Length)
                .Select(at => Text.Clean(cell(at) as string)).Where(address => address != "").ToArray());

        /// <summary>Of tasks.</summary>
        public static readonly RowReader Tasks = new RowReader(
            Schema.TasksOnly, new[] { Schema.SearchKey }, (row, cell) => row.Gid = Text.Hex(cell(0) as byte[]));

        /// <summary>Of mails, of whatever class: which is one, Python says.</summary>
        public static readonly RowReader Mails = new RowReader(
            "", new[] { "Subject", MailSchema.MessageId, MailSchema.SentAt, MailSchema.ReceivedAt, MailSchema.Size },
            (row, cell) =>
            {
                row.Subject = Text.Clean(cell(0) as string);
                row.MessageId = Text.Clean(cell(1) as string);
                row.Start = Instant(cell(2) ?? cell(3));
                row.Size = cell(4) is int bytes ? bytes : 0;
            });

        private RowReader(string filter, string[] columns, Action<RowRecord, Func<int, object>> complete)
        {
            Filter = filter;
            Columns = Common.Concat(columns).ToArray();
            this.complete = complete;
        }

        /// <summary>Lets the kind's items through and no other.</summary>
        public string Filter { get; }

        /// <summary>The names of the columns in their order.</summary>
        public string[] Columns { get; }

        /// <summary>The reader of the kind that a question asks about.</summary>
        public static RowReader For(Question question) =>
            question.Kind == Question.Contact ? Contacts : question.Kind == Question.Task ? Tasks : question.Kind == Question.Mail ? Mails : Appointments;

        /// <summary>The record of one line of the table, without its stamp.</summary>
        public RowRecord Read(object[,] cells, int at)
        {
            var row = new RowRecord
            {
                Id = cells[at, 1] is byte[] longTerm ? Text.Hex(longTerm) : cells[at, 0] as string, Gid = "",
                Class = cells[at, 2] as string ?? "", Modified = Instant(cells[at, 3]), Created = Instant(cells[at, 4]),
                Start = "", End = "",
            };
            complete(row, column => cells[at, Common.Length + column]);
            return row;
        }

        private static string Instant(object cell) => cell is DateTime utc ? Text.Instant(utc) : "";
    }
}
