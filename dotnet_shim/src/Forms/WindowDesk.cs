using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;

namespace OutlookCrm.Forms
{
    /// <summary>The windows that are open. They are modal to Outlook's and live on its thread.</summary>
    public sealed class WindowDesk
    {
        private readonly Dictionary<string, DescribedForm> open = new Dictionary<string, DescribedForm>();
        private readonly OutlookThread thread;
        private readonly Action<string, string> post;

        /// <summary>post takes a command's name and its args as JSON.</summary>
        public WindowDesk(OutlookThread thread, Action<string, string> post)
        {
            this.thread = thread;
            this.post = post;
        }

        /// <summary>Shows a window soon, or brings the open one of its name to the front; from any thread.</summary>
        public void Open(WindowRecord record) => thread.Post(() => Show(record));

        /// <summary>Changes a window soon, if it is still open; from any thread.</summary>
        public void Update(WindowPatch patch) => thread.Post(() =>
        {
            if (open.TryGetValue(patch.Name, out DescribedForm form)) form.Apply(patch);
        });

        /// <summary>Closes all without a word; on Outlook's thread.</summary>
        public void CloseAll()
        {
            foreach (DescribedForm form in open.Values.ToList()) form.CloseFromPython();
        }

        private void Show(WindowRecord record)
        {
            if (thread.Stopping) return;
            if (open.TryGetValue(record.Name, out DescribedForm already))
            {
                already.Activate();
                return;
            }
            using (var form = new DescribedForm(record, (command, parts) => Tell(record.Name, command, parts)))
            {
                open.Add(record.Name, form);
                form.FormClosed += (sender, args) => open.Remove(record.Name); // before Python is told: it may open it again
                form.ShowDialog(OutlookWindow.Active()); // Outlook's messages go on, and so do our slices
            }
        }

        private void Tell(string window, string command, Dictionary<string, string> parts)
        {
            var all = new[] { "\"window\":" + Json.Write(window) }.Concat(parts.Select(part => "\"" + part.Key + "\":" + part.Value));
            post(command, "{" + string.Join(",", all) + "}");
        }
    }
}
