using System;
using System.Linq;
using System.Runtime.InteropServices;
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
            // The folder of contacts or a mail may be in another store than the one of the calendar.
            bool shown = Show(question.Store) || outlook.Stores().Any(Show);
            if (!shown) Marshal.ThrowExceptionForHR(HResults.NotFound);
            return true;
        }

        private bool Show(string store)
        {
            try
            {
                using (Held held = outlook.Item(store, question.Id))
                {
                    dynamic item = held.It;
                    item.Display(false);
                }
                return true;
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                return false;
            }
        }
    }
}
