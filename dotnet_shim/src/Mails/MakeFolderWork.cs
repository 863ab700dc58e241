using System;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>Finds a folder below another by its name, or makes it.</summary>
    public sealed class MakeFolderWork : ISliced<string>
    {
        private readonly OutlookSession outlook;
        private readonly MailQuestion question;

        /// <summary>The folder that the question names.</summary>
        public MakeFolderWork(OutlookSession outlook, MailQuestion question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public string Result { get; private set; }

        /// <inheritdoc />
        public bool Step()
        {
            using (Held held = outlook.Folder(question.Store, question.Folder))
            {
                dynamic folder = held.It;
                using (Held all = new Held(folder.Folders))
                {
                    dynamic children = all.It;
                    Result = Known(children) ?? Made(children);
                }
            }
            return true;
        }

        private string Known(dynamic children)
        {
            int count = children.Count;
            for (int at = 1; at <= count; at++)
                using (Held held = new Held(children.Item(at)))
                {
                    dynamic folder = held.It;
                    string name = folder.Name;
                    if (name.Equals(question.Name, StringComparison.CurrentCultureIgnoreCase)) return folder.EntryID;
                }
            return null;
        }

        private string Made(dynamic children)
        {
            using (Held held = new Held(children.Add(question.Name)))
            {
                dynamic folder = held.It;
                return folder.EntryID;
            }
        }
    }
}
