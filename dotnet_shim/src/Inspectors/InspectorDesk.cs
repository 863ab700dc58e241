using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Interop;
using OutlookCrm.Outlook.Events;
using OutlookCrm.Ribbon;

namespace OutlookCrm.Inspectors
{
    /// <summary>The items' windows that are open, each by its session: a key that it has before its item has an id.</summary>
    public sealed class InspectorDesk : IDisposable
    {
        private readonly List<InspectorWindow> open = new List<InspectorWindow>();
        private readonly InspectorSurroundings around;
        private object source; // held as long as we listen
        private Subscription events;
        private int number;

        /// <summary>Listens to nothing yet.</summary>
        public InspectorDesk(InspectorSurroundings around)
        {
            this.around = around;
        }

        /// <summary>Takes the windows that are open already, and listens for new ones.</summary>
        public void Start(object application)
        {
            source = Late.Get(application, "Inspectors");
            events = Subscription.To<IInspectorsEvents>(source, new InspectorsSink(Opened));
            int count = Convert.ToInt32(Late.Get(source, "Count"), CultureInfo.InvariantCulture);
            for (int at = 1; at <= count; at++) Opened(Late.Call(source, "Item", at));
        }

        /// <summary>The window of a session; null when it is closed.</summary>
        public InspectorWindow Of(string session) => open.Find(window => window.Session == session);

        /// <summary>The window that a ribbon's control stands in; null for any other kind of window.</summary>
        public InspectorWindow Of(IRibbonControl control)
        {
            if (open.Count == 0) return null; // spares Outlook the question
            object context = control.Context;
            return open.Find(window => window.Is(context));
        }

        /// <summary>What a control shows in its own window; null where all windows show the same.</summary>
        public ControlState StateOf(IRibbonControl control) => Of(control)?.StateOf(control.Id);

        /// <summary>Replaces what a window shows, soon; from any thread.</summary>
        public void Set(InspectorState state) => around.Thread.Post(() => Of(state.Session)?.Apply(state));

        /// <summary>Changes what a window's pane shows, soon; from any thread.</summary>
        public void Update(PaneUpdate update) => around.Thread.Post(() => Of(update.Session)?.Apply(update));

        /// <summary>Lets every window and its pane go; on Outlook's thread.</summary>
        public void Dispose()
        {
            foreach (InspectorWindow window in open.ToList()) Forget(window);
            events?.Dispose();
            events = null;
            source = null;
        }

        // Nothing is asked of the window here: Outlook has not filled it yet.
        private void Opened(object inspector)
        {
            using (around.Thread.EnterHandler())
            {
                around.Guard("NewInspector", () =>
                {
                    if (open.Any(known => known.Is(inspector))) return;
                    string session = "w" + (++number).ToString(CultureInfo.InvariantCulture);
                    open.Add(new InspectorWindow(session, inspector, around, Forget));
                });
            }
        }

        private void Forget(InspectorWindow window)
        {
            open.Remove(window);
            around.Guard("window closed", window.Dispose);
        }
    }
}
