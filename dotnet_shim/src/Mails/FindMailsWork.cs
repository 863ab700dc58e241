using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Mails
{
    /// <summary>Looks for mails by their message ids, one id in one folder a step.</summary>
    public sealed class FindMailsWork : ISliced<FoundMailsAnswer>
    {
        private readonly OutlookSession outlook;
        private readonly MailQuestion question;
        private readonly FoundMailsAnswer answer = new FoundMailsAnswer();
        private int next;

        /// <summary>Looks for the ids in the folders that the question names.</summary>
        public FindMailsWork(OutlookSession outlook, MailQuestion question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public FoundMailsAnswer Result => answer;

        private int Count => question.MessageIds.Length * question.Folders.Length;

        /// <inheritdoc />
        public bool Step()
        {
            if (next < Count)
                Look(question.MessageIds[next / question.Folders.Length], question.Folders[next % question.Folders.Length]);
            return ++next >= Count;
        }

        private void Look(string messageId, FolderPlace place)
        {
            string filter = "@SQL=\"" + MailSchema.MessageId + "\" = '" + messageId.Replace("'", "''") + "'";
            using (Held held = outlook.Folder(place.Store, place.Folder))
            {
                dynamic folder = held.It;
                using (Held found = new Held(folder.GetTable(filter)))
                {
                    dynamic table = found.It;
                    if (table.EndOfTable) return;
                    using (Held all = new Held(table.Columns)) Only(all.It);
                    var cells = (object[,])table.GetArray(1);
                    if (cells.GetLength(0) == 0) return;
                    string id = cells[0, 1] is byte[] longTerm ? Text.Hex(longTerm) : cells[0, 0] as string;
                    answer.Found.Add(new FoundMailRecord { MessageId = messageId, Store = place.Store, Id = id });
                }
            }
        }

        private static void Only(dynamic columns)
        {
            columns.RemoveAll();
            using (new Held(columns.Add("EntryID"))) { }
            using (new Held(columns.Add(Schema.LongTermId))) { }
        }
    }
}
