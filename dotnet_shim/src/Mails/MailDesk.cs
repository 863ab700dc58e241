using System;
using System.IO;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Inspectors;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Shell;

namespace OutlookCrm.Mails
{
    /// <summary>The gateway's mails; each method is called on Python's thread and works on Outlook's, in slices.</summary>
    public sealed class MailDesk
    {
        private const int ReadLimit = 120000;
        private const int WriteLimit = 30000;

        private readonly OutlookSession outlook;
        private readonly IOutlookThread thread;
        private readonly InspectorDesk inspectors;
        private readonly CancellationToken cancel;

        /// <summary>Works on this thread until it is cancelled.</summary>
        public MailDesk(
            OutlookSession outlook, IOutlookThread thread, InspectorDesk inspectors, CancellationToken cancel)
        {
            this.outlook = outlook;
            this.inspectors = inspectors;
            this.thread = thread;
            this.cancel = cancel;
        }

        /// <summary>Folders of mails.</summary>
        public MailFoldersAnswer Folders() => Run(new MailFoldersWork(outlook), ReadLimit);

        /// <summary>The id of a folder that is made if it is not there.</summary>
        public string MakeFolder(MailQuestion question) => Run(new MakeFolderWork(outlook, question), WriteLimit);

        /// <summary>Whole mails.</summary>
        public MailsAnswer Read(MailQuestion question) => Run(new ReadMailsWork(outlook, question), ReadLimit);

        /// <summary>Where mails with such message ids lie.</summary>
        public FoundMailsAnswer Find(MailQuestion question) => Run(new FindMailsWork(outlook, question), ReadLimit);

        /// <summary>The path of a file that the caller reads and deletes.</summary>
        public string SaveAttachment(MailQuestion question)
        {
            string folder = Path.Combine(Places.Local, "attachments");
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
            try
            {
                return Run(new SaveAttachmentWork(outlook, question, path), ReadLimit);
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }

        /// <summary>Marks a mail as filed.</summary>
        public MailWriteAnswer Mark(MailQuestion question) => Write(new MarkMailWork(outlook, question));

        /// <summary>Puts a mail into a folder.</summary>
        public MailWriteAnswer Place(MailQuestion question) => Write(new PlaceMailWork(outlook, question));

        /// <summary>Attaches a file to a mail that was placed.</summary>
        public MailWriteAnswer Attach(MailQuestion question) => Write(new AttachFileWork(outlook, question));

        /// <summary>Sends the mail of a window, to be filed once it is in Sent Items.</summary>
        public MailWriteAnswer FileAndSend(MailQuestion question) => Write(new FileAndSendWork(outlook, inspectors, question));

        private MailWriteAnswer Write(MailWriteWork work)
        {
            try
            {
                return Run(work, WriteLimit);
            }
            catch (Exception error)
            {
                // Cancelled or out of time: nothing may be written later.
                return new MailWriteAnswer { Fate = work.GiveUp() ? "not done" : "unknown", HResult = HResults.Of(error) };
            }
        }

        private T Run<T>(ISliced<T> work, int limit)
        {
            cancel.ThrowIfCancellationRequested();
            return thread.Run(new Patient<T>(work, cancel), limit);
        }
    }
}
