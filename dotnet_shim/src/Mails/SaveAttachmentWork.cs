using System;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>Saves one attachment into a file of a name of its own: a step of its own, for it may be large.</summary>
    public sealed class SaveAttachmentWork : ISliced<string>
    {
        private readonly OutlookSession outlook;
        private readonly MailQuestion question;
        private readonly string path;

        /// <summary>Saves the attachment that the question names to the path.</summary>
        public SaveAttachmentWork(OutlookSession outlook, MailQuestion question, string path)
        {
            this.outlook = outlook;
            this.question = question;
            this.path = path;
        }

        /// <inheritdoc />
        public string Result => path;

        /// <inheritdoc />
        public bool Step()
        {
            using (Held item = outlook.Item(question.Store, question.Id))
            {
                dynamic mail = item.It;
                using (Held all = new Held(mail.Attachments))
                {
                    dynamic attachments = all.It;
                    int count = attachments.Count;
                    if (question.Index < 1 || question.Index > count)
                        throw new COMException("The attachment is gone.", HResults.NotFound);
                    using (Held held = new Held(attachments.Item(question.Index))) Save(held.It);
                }
            }
            return true;
        }

        // One that is blocked, or lies in a cloud, is no failure of ours.
        private void Save(dynamic attachment)
        {
            try
            {
                attachment.SaveAsFile(path);
            }
            catch (COMException error) when (!HResults.IsRejected(error))
            {
                throw new UnauthorizedAccessException(error.Message, error);
            }
        }
    }
}
