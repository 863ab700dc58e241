using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;

namespace OutlookCrm.Forms
{
    /// <summary>
    /// The windows that are open. Most are modal to Outlook's and live on its thread; those that stand beside
    /// it live on a thread of their own.
    /// </summary>
    public sealed class WindowDesk
    {
        private readonly Dictionary<string, DescribedForm> open = new Dictionary<string, DescribedForm>();
        private readonly HashSet<string> modeless = new HashSet<string>();
        private readonly object gate = new object();
        private readonly OutlookThread thread;
        private readonly WindowThread beside;
        private readonly Action<string, string> post;

        /// <summary>post takes a command's name and its args as JSON; onFault learns what a window threw.</summary>
        public WindowDesk(OutlookThread thread, Action<string, string> post, Action<Exception> onFault)
        {
            this.thread = thread;
            this.post = post;
            beside = WindowThread.CanBe ? new WindowThread(onFault) : null;
        }

        /// <summary>Shows a window soon, or brings the open one of its name to the front; from any thread.</summary>
        public void Open(WindowRecord record)
        {
            lock (gate)
                if (record.Modeless) modeless.Add(record.Name);
            On(record.Name, () => Show(record));
        }

        /// <summary>Changes a window soon, if it is still open; from any thread.</summary>
        public void Update(WindowPatch patch) => On(patch.Name, () => Named(patch.Name)?.Apply(patch));

        /// <summary>Closes all without a word; on Outlook's thread.</summary>
        public void CloseAll()
        {
            beside?.Stop();
            foreach (DescribedForm form in All().Where(form => !IsBeside(form.Name))) form.CloseFromPython();
        }

        private void On(string window, Action action)
        {
            if (IsBeside(window)) beside.Post(action);
            else thread.Post(action);
        }

        private bool IsBeside(string window)
        {
            lock (gate) return beside != null && modeless.Contains(window);
        }

        private DescribedForm Named(string window)
        {
            lock (gate) return open.TryGetValue(window, out DescribedForm form) ? form : null;
        }

        private List<DescribedForm> All()
        {
            lock (gate) return open.Values.ToList();
        }

        private void Show(WindowRecord record)
        {
            if (thread.Stopping) return;
            DescribedForm already = Named(record.Name);
            if (already != null)
            {
                already.Activate();
                return;
            }
            var form = new DescribedForm(record, (command, parts) => Tell(record.Name, command, parts));
            lock (gate) open.Add(record.Name, form);
            form.FormClosed += (sender, args) => Forget(record.Name); // before Python is told: it may open it again
            if (record.Modeless) form.Show();
            else
                using (form) form.ShowDialog(OutlookWindow.Active()); // Outlook's messages go on, and so do our slices
        }

        private void Forget(string window)
        {
            lock (gate) open.Remove(window);
        }

        private void Tell(string window, string command, Dictionary<string, string> parts)
        {
            var all = new[] { "\"window\":" + Json.Write(window) }.Concat(parts.Select(part => "\"" + part.Key + "\":" + part.Value));
            post(command, "{" + string.Join(",", all) + "}");
        }
    }
}
