using System;
using System.Collections.Generic;
using System.Linq;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Events;
using OutlookCrm.Outlook.Records;
using OutlookCrm.Panes;
using OutlookCrm.Ribbon;

namespace OutlookCrm.Inspectors
{
    /// <summary>
    /// One item's window: our values of its item, which the ribbon and the pane both show, and which a choice
    /// in either of them puts on the item at once. Outlook's thread only.
    /// </summary>
    public sealed class InspectorWindow : IDisposable
    {
        private readonly object inspector;
        private readonly OpenItem item;
        private readonly InspectorSurroundings around;
        private readonly Subscription events;
        private readonly Dictionary<string, string> values = new Dictionary<string, string>();
        private InspectorState shown = new InspectorState();
        private PaneFrame pane;

        /// <summary>Listens to the window, and tells Python of it.</summary>
        public InspectorWindow(
            string session, object inspector, InspectorSurroundings around, Action<InspectorWindow> onClosed)
        {
            Session = session;
            this.inspector = inspector;
            this.around = around;
            item = new OpenItem(inspector);
            var sink = new InspectorSink(() => Handle("Activate", () => Tell("inspector.activated")), () => Handle("Close", () => onClosed(this)));
            events = Subscription.To<IInspectorEvents>(inspector, sink);
            Tell("inspector.opened");
        }

        /// <summary>Its key.</summary>
        public string Session { get; }

        /// <summary>Whether its pane is shown.</summary>
        public bool PaneShown => pane != null && pane.Visible;

        /// <summary>Whether this is the window of an Inspector.</summary>
        public bool Is(object other) => ComIdentity.Same(inspector, other);

        /// <summary>What one of its ribbon's controls shows; null for one that Python did not describe.</summary>
        public ControlState StateOf(string control) =>
            shown.Controls.TryGetValue(control, out ControlState state) ? state : null;

        /// <summary>The value of a cell of ours; null while nothing was ever chosen.</summary>
        public string ValueOf(string cell) => cell != null && values.TryGetValue(cell, out string value) ? value : null;

        /// <summary>The item as it is now, to be let go of in the same slice.</summary>
        public Held Hold() => item.Hold();

        /// <summary>Reads the item as it is now, and shows its values.</summary>
        public InspectorFacts Read(Question question, Func<string, string> mailboxOf)
        {
            InspectorFacts facts = item.Facts(question, mailboxOf);
            facts.Session = Session;
            foreach (var cell in facts.Cells) Keep(cell.Key, cell.Value.State == "value" ? cell.Value.Text : null);
            return facts;
        }

        /// <summary>Shows what Python describes.</summary>
        public void Apply(InspectorState state)
        {
            List<string> controls = shown.Controls.Keys.Union(state.Controls.Keys).ToList();
            shown = state;
            around.Invalidate(controls);
            if (pane != null && state.Pane != null) pane.Content.Describe(state.Pane, ValueOf);
        }

        /// <summary>Changes what the pane shows.</summary>
        public void Apply(PaneUpdate update) => pane?.Content.Apply(update);

        /// <summary>The user chose a value: it is on the item before anything else can happen.</summary>
        public void Choose(string cell, string value)
        {
            if (ValueOf(cell) == value) return;
            try
            {
                item.Write(cell, value, shown.Crm);
            }
            catch
            {
                Show(cell); // what the item has, for it did not take this
                throw;
            }
            Keep(cell, value);
            Tell("pane.changed", "cell", cell, "value", value);
        }

        /// <summary>Shows the pane, made when it is first wanted, or hides it.</summary>
        public void ShowPane(bool visible)
        {
            if (pane == null && (!visible || shown.Pane == null)) return;
            if (pane == null) pane = MakePane(around.PaneFactory());
            if (pane == null) return;
            pane.Visible = visible;
            if (visible) pane.Content.Focus();
        }

        /// <summary>Tells of a click in its ribbon.</summary>
        public void Click(string control) => Tell("inspector.click", "control", control);

        /// <inheritdoc />
        public void Dispose()
        {
            Tell("inspector.closed");
            events.Dispose();
            pane?.Dispose();
            pane = null;
        }

        private PaneFrame MakePane(ICTPFactory factory)
        {
            if (factory == null) return null; // Outlook never handed it over
            var made = new PaneFrame(factory, inspector, shown.Pane.Title, () => Handle("pane", PaneToggled));
            try
            {
                made.Content.Chosen += (cell, value) => around.Guard("pane", () => Choose(cell, value));
                made.Content.Searched += (cell, text, number) => Tell(
                    "pane.search", new Dictionary<string, object> { { "cell", cell }, { "text", text }, { "number", number } });
                made.Content.Describe(shown.Pane, ValueOf);
                return made;
            }
            catch
            {
                made.Dispose(); // the item can no longer be read, say: else an empty pane would stay, and another come
                throw;
            }
        }

        private void PaneToggled()
        {
            around.Invalidate(shown.Controls.Keys);
            if (PaneShown) Tell("pane.shown");
        }

        private void Keep(string cell, string value)
        {
            if (ValueOf(cell) == value) return;
            values[cell] = value;
            Show(cell);
        }

        private void Show(string cell)
        {
            around.Invalidate(shown.Controls.Where(control => control.Value.Cell == cell).Select(control => control.Key));
            pane?.Content.Show(cell, ValueOf(cell));
        }

        private void Handle(string entry, Action work)
        {
            using (around.Thread.EnterHandler()) around.Guard(entry, work);
        }

        private void Tell(string command, params string[] pairs)
        {
            var arguments = new Dictionary<string, object>();
            for (int at = 0; at < pairs.Length; at += 2) arguments.Add(pairs[at], pairs[at + 1]);
            Tell(command, arguments);
        }

        private void Tell(string command, Dictionary<string, object> arguments)
        {
            arguments.Add("session", Session);
            around.Post(command, () => Json.Write(arguments));
        }
    }
}
