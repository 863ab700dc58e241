using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Inspectors;
using OutlookCrm.Mails;
using OutlookCrm.Mails.Records;
using OutlookCrm.Outlook.Events;
using OutlookCrm.Outlook.Records;
using OutlookCrm.Seam;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// Outlook's items for Python. Each call is parsed and answered on the caller's thread; only the work
    /// between runs on Outlook's, in slices.
    /// </summary>
    public sealed class OutlookGateway : IOutlookGateway
    {
        private const int ReadLimit = 120000; // a slow mailbox on a busy machine still answers
        private const int WriteLimit = 30000;
        private const int OfflineLimit = 10000;
        private static readonly TimeSpan PageLife = TimeSpan.FromSeconds(60);

        private readonly IOutlookThread thread;
        private readonly OutlookSession outlook;
        private readonly Watcher watcher;
        private readonly InspectorDesk inspectors;
        private readonly CancellationTokenSource cancel = new CancellationTokenSource();
        private readonly Dictionary<string, ScanWork> scans = new Dictionary<string, ScanWork>();
        private readonly MailDesk mails;
        private int tokens;

        /// <summary>post takes a command's name and its args as JSON, from Outlook's thread.</summary>
        public OutlookGateway(
            object application, IOutlookThread thread, InspectorDesk inspectors, Action<string, string> post)
        {
            this.thread = thread;
            this.inspectors = inspectors;
            outlook = new OutlookSession(application);
            watcher = new Watcher(outlook, thread, post);
            mails = new MailDesk(outlook, thread, inspectors, cancel.Token);
        }

        /// <inheritdoc />
        public string Calendars() => Answer(() => Run(new CalendarsWork(outlook), ReadLimit));

        /// <inheritdoc />
        public string Watch(string json) => Answer(() =>
        {
            Run(new WatchWork(watcher, Json.Read<Question>(json)), ReadLimit);
            return new Dictionary<string, string>();
        });

        /// <inheritdoc />
        public string Scan(string json) => Answer(() => NextPage(Json.Read<Question>(json)));

        /// <inheritdoc />
        public string Read(string json) =>
            Answer(() => Run(new ReadWork(outlook, Json.Read<Question>(json)), ReadLimit));

        /// <inheritdoc />
        public string Locate(string json) => Answer(() =>
            Run(new LocateWork(outlook, Json.Read<Question>(json), watcher.WasDestroyed), ReadLimit));

        /// <inheritdoc />
        public string Inspect(string json) =>
            Answer(() => Run(new InspectWork(outlook, inspectors, Json.Read<Question>(json)), ReadLimit));

        /// <inheritdoc />
        public string Show(string json) => Answer(() =>
        {
            Run(new ShowWork(outlook, Json.Read<Question>(json)), WriteLimit);
            return new Dictionary<string, string>();
        });

        /// <inheritdoc />
        public string Offline() => Answer(() =>
            new Dictionary<string, bool> { { "offline", Run(new OfflineWork(outlook), OfflineLimit) } });

        /// <inheritdoc />
        public string Write(string json) => Answer(() => Write(new WriteWork(outlook, Json.Read<Question>(json))));

        /// <inheritdoc />
        public string MailFolders() => Answer(mails.Folders);

        /// <inheritdoc />
        public string MakeMailFolder(string json) => Answer(() => new Dictionary<string, string>
        {
            { "folder", mails.MakeFolder(Json.Read<MailQuestion>(json)) },
        });

        /// <inheritdoc />
        public string ReadMails(string json) => Answer(() => mails.Read(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public string FindMails(string json) => Answer(() => mails.Find(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public string SaveAttachment(string json) => Answer(() => new Dictionary<string, string>
        {
            { "path", mails.SaveAttachment(Json.Read<MailQuestion>(json)) },
        });

        /// <inheritdoc />
        public string MarkMail(string json) => Answer(() => mails.Mark(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public string PlaceMail(string json) => Answer(() => mails.Place(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public string AttachFile(string json) => Answer(() => mails.Attach(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public string FileAndSend(string json) => Answer(() => mails.FileAndSend(Json.Read<MailQuestion>(json)));

        /// <inheritdoc />
        public void Cancel()
        {
            cancel.Cancel();
            thread.Post(LetGo);
        }

        private static string Answer<T>(Func<T> work)
        {
            try
            {
                return Json.Write(work());
            }
            catch (Exception error)
            {
                // The border to Python: every failure crosses as a record.
                return Json.Write(new ErrorAnswer { Error = Describe(error) });
            }
        }

        private static ErrorRecord Describe(Exception error) => new ErrorRecord
        {
            Kind = error is OperationCanceledException ? "cancelled"
                : error is TimeoutException ? "timeout"
                : HResults.IsRejected(error) ? "busy"
                : HResults.IsMissing(error) ? "missing"
                : HResults.IsDenied(error) ? "refused" : "defect",
            HResult = HResults.Of(error), Text = Text.Clean(error.Message),
        };

        private T Run<T>(ISliced<T> work, int limit)
        {
            cancel.Token.ThrowIfCancellationRequested();
            return thread.Run(new Patient<T>(work, cancel.Token), limit);
        }

        private WriteAnswer Write(WriteWork work)
        {
            try
            {
                return Run(work, WriteLimit);
            }
            catch (Exception error)
            {
                // Cancelled, out of time, turned away for too long, or no read-back: nothing may be written later.
                string fate = work.GiveUp() ? "not done" : "unknown";
                return new WriteAnswer { Fate = fate, Reason = "", HResult = HResults.Of(error) };
            }
        }

        // Python makes one call at a time, so that this needs no lock; the tables live on Outlook's thread.
        private ScanAnswer NextPage(Question question)
        {
            DropOldPages();
            ScanWork scan;
            if (question.Next == "") scan = new ScanWork(outlook, question);
            else if (!scans.TryGetValue(question.Next, out scan))
                throw new TimeoutException("The next page was asked for too late.");
            scans.Remove(question.Next);
            scan.TurnPage();
            string token = (++tokens).ToString(CultureInfo.InvariantCulture);
            scans[token] = scan; // known already, so that a failed run's table is let go as well
            ScanAnswer page = Run(scan, ReadLimit);
            if (!scan.AtEnd) page.Next = token;
            else Drop(token);
            return page;
        }

        private void DropOldPages()
        {
            foreach (string token in scans.Keys.Where(each => scans[each].Idle > PageLife).ToList()) Drop(token);
        }

        private void Drop(string token)
        {
            ScanWork scan = scans[token];
            scans.Remove(token);
            thread.Post(scan.Dispose);
        }

        private void LetGo()
        {
            watcher.Dispose();
            foreach (ScanWork scan in scans.Values.ToList()) scan.Dispose();
        }
    }
}
