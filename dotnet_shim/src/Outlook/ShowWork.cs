using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Opens an item in a window of Outlook's own.</summary>
    public sealed class ShowWork : ISliced<bool>
    {
        private readonly OutlookSession outlook;
        private readonly Question question;

        /// <summary>Opens the item that the question names.</summary>
        public ShowWork(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public bool Result => true;

        /// <inheritdoc />
        public bool Step()
        {
            using (Held held = outlook.Item(question.Store, question.Id))
            {
                dynamic item = held.It;
                item.Display(false);
            }
            return true;
        }
    }
}
