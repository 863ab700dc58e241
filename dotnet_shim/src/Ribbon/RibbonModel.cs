using System;
using System.Collections.Generic;
using System.Drawing;
using System.Globalization;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Inspectors;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;

namespace OutlookCrm.Ribbon
{
    /// <summary>Answers the ribbon's callbacks from the last snapshot, at once and whatever Python does.</summary>
    public sealed class RibbonModel
    {
        private static readonly Dictionary<string, string> Xml = new Dictionary<string, string>
        {
            { "Microsoft.Outlook.Explorer", "Explorer.xml" },
            { "Microsoft.Outlook.Appointment", "Appointment.xml" },
            { "Microsoft.Outlook.Mail.Compose", "Compose.xml" },
        };

        private readonly List<IRibbonUI> shown = new List<IRibbonUI>();
        private readonly IOutlookThread thread;
        private readonly object gate = new object();
        private Snapshot snapshot = new Snapshot();
        private Snapshot fault;
        private bool replaced;

        /// <summary>Begins to read the first words beside Outlook's thread: the parser's first use is slow.</summary>
        public RibbonModel(IOutlookThread thread, Action<Exception> onFault)
        {
            this.thread = thread;
            CultureInfo culture = CultureInfo.CurrentUICulture;
            ThreadPool.QueueUserWorkItem(ignored => ReadFirstWords(culture, onFault));
        }

        /// <summary>What a control shows in its own window; it answers null where all windows show the same.</summary>
        public Func<IRibbonControl, ControlState> InWindow { get; set; } = control => null;

        /// <summary>The XML for a kind of window; null, and so no ribbon of ours, for the kinds we add nothing to.</summary>
        public static string CustomUI(string ribbonId) =>
            Xml.TryGetValue(ribbonId, out string name) && Resources.Has(name) ? Resources.Text(name) : null;

        /// <summary>Keeps what Office hands out once for each kind of window.</summary>
        public void Loaded(IRibbonUI ribbon) => shown.Add(ribbon);

        /// <summary>What the control shows.</summary>
        public ControlState Of(IRibbonControl control)
        {
            ControlState own = InWindow(control);
            if (own != null) return own;
            lock (gate) return snapshot.Of(control.Id);
        }

        /// <summary>Whether the control is there: in a context menu, where what is chosen is of its kind.</summary>
        public bool Shows(IRibbonControl control)
        {
            ControlState state = Of(control);
            return (state.Visible ?? true) && (state.Of == null || ChosenItems.Are(state.Of, control));
        }

        /// <summary>The control's picture.</summary>
        public Bitmap Image(IRibbonControl control) => Icons.Draw(Of(control).Image);

        /// <summary>Replaces the snapshot; Office asks again for the controls that changed. From any thread.</summary>
        public void Replace(string json)
        {
            Snapshot next = Json.Read<Snapshot>(json);
            lock (gate) replaced = true;
            Show(next);
        }

        /// <summary>Shows that Python could not be started, and where that is told. From any thread.</summary>
        public void ShowFault(string log)
        {
            Snapshot words;
            lock (gate) words = fault;
            if (words == null) return;
            foreach (ControlState state in words.Controls.Values) state.Supertip = state.Supertip?.Replace("{log}", log);
            Show(words);
        }

        private void ReadFirstWords(CultureInfo culture, Action<Exception> onFault)
        {
            try
            {
                Snapshot words = FirstWords.In(culture);
                bool late;
                lock (gate)
                {
                    late = replaced;
                    fault = words.Fault;
                }
                if (!late) Show(words);
            }
            catch (Exception error)
            {
                // The top of a thread: without words the ribbon is bare, and Outlook lives.
                onFault(error);
            }
        }

        private void Show(Snapshot next)
        {
            Snapshot before;
            lock (gate)
            {
                before = snapshot;
                snapshot = next;
            }
            thread.Post(() => Invalidate(before.ChangedIn(next)));
        }

        /// <summary>Lets Office ask again for these controls, in every window; on Outlook's thread.</summary>
        public void Invalidate(IEnumerable<string> controls)
        {
            foreach (string control in controls)
                foreach (IRibbonUI ribbon in shown) ribbon.InvalidateControl(control);
        }
    }
}
