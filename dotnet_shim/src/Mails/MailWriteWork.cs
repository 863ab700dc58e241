using System;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>One write to mails. Until it is handed to Outlook to save it may be repeated or given up.</summary>
    public abstract class MailWriteWork : ISliced<MailWriteAnswer>
    {
        private const int Waiting = 0, Given = 1, GivenUp = 2;

        private int state = Waiting;

        /// <summary>A write as the question says.</summary>
        protected MailWriteWork(OutlookSession outlook, MailQuestion question)
        {
            Outlook = outlook;
            Question = question;
        }

        /// <inheritdoc />
        public MailWriteAnswer Result { get; private set; }

        /// <summary>What the work asks of Outlook.</summary>
        protected OutlookSession Outlook { get; }

        /// <summary>What is to be written.</summary>
        protected MailQuestion Question { get; }

        /// <summary>From the waiting thread: makes sure that nothing is written later, if nothing was yet.</summary>
        public bool GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting) != Given;

        /// <inheritdoc />
        public bool Step()
        {
            try
            {
                Result = Write();
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                Result = Fate("missing");
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                Result = Judge(error);
            }
            return true;
        }

        /// <summary>Does it.</summary>
        protected abstract MailWriteAnswer Write();

        /// <summary>Hands the item to Outlook; false when the caller gave up before.</summary>
        protected bool Save(dynamic item) => Give(() => item.Save());

        /// <summary>Makes the one call that cannot be taken back; false when the caller gave up before.</summary>
        protected bool Give(Action write)
        {
            if (Interlocked.CompareExchange(ref state, Given, Waiting) != Waiting) return false;
            try
            {
                write();
            }
            catch (Exception error) when (HResults.IsRejected(error))
            {
                state = Waiting; // turned away: it did nothing
                throw;
            }
            return true;
        }

        /// <summary>An answer.</summary>
        protected static MailWriteAnswer Fate(string fate, string id = "") => new MailWriteAnswer { Fate = fate, Id = id };

        /// <summary>An answer with what Outlook said.</summary>
        protected static MailWriteAnswer Answer(string fate, Exception error) =>
            new MailWriteAnswer { Fate = fate, HResult = HResults.Of(error), Reason = Text.Clean(error.Message) };

        private MailWriteAnswer Judge(Exception error)
        {
            string fate = HResults.IsConflict(error) ? "stale"
                : state != Given || HResults.IsDenied(error) ? "refused" : "unknown";
            return Answer(fate, error);
        }
    }
}
