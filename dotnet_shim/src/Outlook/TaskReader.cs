using System;
using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Reads one open task into a record, cell by cell.</summary>
    public sealed class TaskReader : RecordReader
    {
        private const int NoYear = 4501; // what Outlook shows where there is no date

        /// <summary>Reads with the stamp of this pairing, as far as it was made for this mailbox, and with choices.</summary>
        public TaskReader(string pairing, string mailbox, ChoiceCells choices)
            : base(pairing, mailbox, choices)
        {
        }

        /// <inheritdoc />
        protected override void Complete(ItemRecord record, object opened)
        {
            dynamic task = opened;
            record.Gid = KeyOf(task);
            record.Cells = new Dictionary<string, Cell>
            {
                { "Subject", Try(() => OfText(task.Subject)) },
                { "Body", Try(() => OfText(task.Body)) },
                { "DueDate", Try(() => Day(task.DueDate)) },
                { "Complete", Try(() => Cell.Of((bool)task.Complete)) },
                { "Importance", Try(() => Cell.Of((int)task.Importance)) },
                { "Categories", Try(() => OfText(task.Categories)) },
                { "Sensitivity", Try(() => Cell.Of((int)task.Sensitivity)) },
            };
        }

        // A task has no id that other mailboxes share; within its own the search key outlives a move.
        private static string KeyOf(dynamic task)
        {
            using (Held held = new Held(task.PropertyAccessor))
            {
                dynamic accessor = held.It;
                return Text.Hex(accessor.GetProperty(Schema.SearchKey) as byte[]);
            }
        }

        private static Cell Day(DateTime day) => day.Year == NoYear ? Cell.Absent() : Cell.Of(Text.Date(day));
    }
}
