using System;
using System.Linq;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails
{
    /// <summary>Looks for mails by their message ids, one folder a step: each look reads through a folder's whole table.</summary>
    public sealed class FindMailsWork : ISliced<FoundMailsAnswer>
    {
        private const int Most = 100; // copies of the few that are asked for

        private readonly OutlookSession outlook;
        private readonly MailQuestion question;
        private readonly FoundMailsAnswer answer = new FoundMailsAnswer();
        private readonly string filter;
        private int next;

        /// <summary>Looks for the ids in the folders that the question names.</summary>
        public FindMailsWork(OutlookSession outlook, MailQuestion question)
        {
            this.outlook = outlook;
            this.question = question;
            filter = "@SQL=" + string.Join(" OR ", question.MessageIds.Select(Comparison));
        }

        /// <inheritdoc />
        public FoundMailsAnswer Result => answer;

        /// <inheritdoc />
        public bool Step()
        {
            if (next < question.Folders.Length) Look(question.Folders[next]);
            return ++next >= question.Folders.Length;
        }

        private static string Comparison(string messageId) =>
            "\"" + MailSchema.MessageId + "\" = '" + messageId.Replace("'", "''") + "'";

        private void Look(FolderPlace place)
        {
            try
            {
                using (Held held = outlook.Folder(place.Store, place.Folder))
                {
                    dynamic folder = held.It;
                    using (Held found = new Held(folder.GetTable(filter))) Read(found.It, place.Store);
                }
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                // A folder that is gone holds none.
            }
        }

        private void Read(dynamic table, string store)
        {
            if (table.EndOfTable) return;
            using (Held all = new Held(table.Columns)) Only(all.It);
            var cells = (object[,])table.GetArray(Most);
            for (int at = 0; at < cells.GetLength(0); at++) Add(cells, at, store);
        }

        private void Add(object[,] cells, int at, string store)
        {
            string id = cells[at, 1] is byte[] longTerm ? Text.Hex(longTerm) : cells[at, 0] as string;
            string messageId = AsAsked(cells[at, 2] as string);
            if (messageId != null) answer.Found.Add(new FoundMailRecord { MessageId = messageId, Store = store, Id = id });
        }

        // A filter does not tell cases apart.
        private string AsAsked(string messageId) =>
            question.MessageIds.FirstOrDefault(each => each.Equals(messageId, StringComparison.OrdinalIgnoreCase));

        private static void Only(dynamic columns)
        {
            columns.RemoveAll();
            using (new Held(columns.Add("EntryID"))) { }
            using (new Held(columns.Add(Schema.LongTermId))) { }
            using (new Held(columns.Add(MailSchema.MessageId))) { }
        }
    }
}
