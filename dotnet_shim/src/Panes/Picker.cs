using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization;
using System.Windows.Forms;
using OutlookCrm.Forms;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Outlook;

namespace OutlookCrm.Panes
{
    /// <summary>
    /// Chooses records: a box to search in, what was found, and what is chosen. Down goes from the box into the
    /// results, Enter takes one, Escape leaves them, Delete takes a chosen one away.
    /// </summary>
    public sealed class Picker : PaneFieldView
    {
        private readonly TextBox box = new TextBox();
        private readonly RowsBox results = new RowsBox(6);
        private readonly RowsBox chosen = new RowsBox(4);
        private readonly Label note;
        private readonly Button remove = new Button { AutoSize = true, Visible = false };
        private readonly Searcher searcher;
        private readonly Dictionary<string, string> texts = new Dictionary<string, string>();
        private List<string> ids = new List<string>();
        private PaneField field = new PaneField();

        /// <summary>Makes the parts.</summary>
        public Picker(string cell) : base(cell)
        {
            SetStyle(ControlStyles.Selectable, true); // a label's access key looks for the next such control
            TabStop = false;
            searcher = new Searcher(Ask);
            note = Words("note");
            box.Name = NameOf("");
            results.Name = NameOf("results");
            chosen.Name = NameOf("chosen");
            remove.Name = NameOf("remove");
            Stack(box);
            Stack(results);
            Stack(note);
            Stack(chosen);
            Stack(remove).Anchor = AnchorStyles.Left;
            StackHint();
            Listen();
        }

        /// <summary>Raised when the user looks for records: the text and the search's number.</summary>
        public event Action<string, int> Searched;

        /// <summary>Whether Enter takes the first result before a word is typed; not where it may be meant for a window's button.</summary>
        public bool EnterTakesOffers { get; set; } = true;

        /// <summary>Where the user types.</summary>
        public Control SearchBox => box;

        /// <summary>How high a full list of results is, with the words below it.</summary>
        public int RoomForResults => results.Tallest + 2 * Font.Height;

        /// <summary>The chosen values as a JSON array.</summary>
        public string Value => Json.Write(ids.ToArray());

        /// <summary>Raised when there is more to see than before.</summary>
        public event Action Grown;

        /// <inheritdoc />
        public override void Describe(PaneField described)
        {
            base.Describe(described);
            field = described;
            box.AccessibleName = described.Label.Replace("&", "");
            box.AccessibleDescription = described.Hint ?? "";
            results.AccessibleName = described.Results;
            chosen.AccessibleName = described.Chosen;
            remove.Text = described.Remove;
            box.Enabled = chosen.Enabled = remove.Enabled = described.Enabled;
            Learn(described.Texts);
        }

        /// <inheritdoc />
        public override void Show(string value)
        {
            ids = Ids(value);
            ShowChosen();
        }

        /// <summary>Learns how values read.</summary>
        public void Learn(Dictionary<string, string> known)
        {
            foreach (var text in known) texts[text.Key] = text.Value;
            ShowChosen();
        }

        /// <summary>Shows what a search found; an outdated answer is dropped.</summary>
        public void Answer(FoundRows found)
        {
            if (found.Number != searcher.Number || !ContainsFocus) return;
            results.Fill(found.Rows);
            Say(note, found.Note);
            Grown?.Invoke();
        }

        /// <inheritdoc />
        protected override void OnGotFocus(EventArgs args)
        {
            base.OnGotFocus(args);
            box.Focus();
        }

        /// <inheritdoc />
        protected override void OnLeave(EventArgs args)
        {
            base.OnLeave(args);
            chosen.ClearSelected();
            Quieten();
        }

        /// <inheritdoc />
        protected override void Dispose(bool disposing)
        {
            if (disposing) searcher.Dispose();
            base.Dispose(disposing);
        }

        private static List<string> Ids(string value)
        {
            try
            {
                return string.IsNullOrEmpty(value) ? new List<string>() : Json.Read<string[]>(value).ToList();
            }
            catch (SerializationException)
            {
                return new List<string>(); // somebody else's writing: nothing of it can be shown
            }
        }

        private void Listen()
        {
            box.TextChanged += (sender, args) => searcher.Want(box.Text);
            box.Enter += (sender, args) => searcher.Want(box.Text);
            box.PreviewKeyDown += (sender, args) =>
                args.IsInputKey |= args.KeyCode == Keys.Enter ? ToTake != null : args.KeyCode == Keys.Escape && IsSearching;
            box.KeyDown += (sender, args) => args.Handled = args.SuppressKeyPress = OnBoxKey(args.KeyCode);
            results.PreviewKeyDown += TakeForOurselves;
            results.KeyDown += (sender, args) => args.Handled = OnResultsKey(args.KeyCode);
            results.MouseClick += (sender, args) => Take(results.SelectedItem as FoundRow);
            chosen.KeyDown += (sender, args) => args.Handled = args.KeyCode == Keys.Delete && Drop();
            chosen.Enter += (sender, args) => chosen.Begin();
            chosen.SelectedIndexChanged += (sender, args) => remove.Visible = chosen.SelectedIndex >= 0;
            remove.Click += (sender, args) => Drop();
        }

        private FoundRow ToTake =>
            (results.SelectedItem ?? (EnterTakesOffers || box.TextLength > 0 ? results.First : null)) as FoundRow;

        private bool IsSearching => box.TextLength > 0 || results.Visible;

        // Else the window would see Enter and Escape first.
        private static void TakeForOurselves(object sender, PreviewKeyDownEventArgs args) =>
            args.IsInputKey |= args.KeyCode == Keys.Enter || args.KeyCode == Keys.Escape;

        private bool OnBoxKey(Keys key)
        {
            switch (key)
            {
                case Keys.Enter: return ToTake != null && Take(ToTake);
                case Keys.Escape: return IsSearching && Clear();
                case Keys.Down: return results.Visible ? results.Begin() : searcher.Now(box.Text);
                default: return false;
            }
        }

        private bool OnResultsKey(Keys key)
        {
            switch (key)
            {
                case Keys.Enter: return Take(results.SelectedItem as FoundRow);
                case Keys.Escape: return box.Focus() && Clear();
                case Keys.Up: return results.SelectedIndex <= 0 && box.Focus();
                default: return false;
            }
        }

        private void Ask(string text, int number)
        {
            Say(note, field.Busy);
            Searched?.Invoke(text, number);
        }

        private bool Take(FoundRow row)
        {
            if (row == null) return true;
            texts[row.Value] = row.Text;
            var next = ids.Where(id => id != row.Value).Concat(new[] { row.Value }).ToList();
            if (field.Most > 0) next = next.Skip(Math.Max(0, next.Count - field.Most)).ToList();
            box.Focus();
            Change(next);
            return Clear();
        }

        private bool Drop()
        {
            int at = chosen.SelectedIndex;
            if (at < 0) return false;
            Change(ids.Where((id, place) => place != at).ToList());
            if (ids.Count > 0) chosen.SelectedIndex = Math.Min(at, ids.Count - 1);
            else box.Focus();
            return true;
        }

        private void Change(List<string> next)
        {
            if (next.SequenceEqual(ids)) return;
            ids = next;
            ShowChosen();
            Tell(Value);
        }

        private void ShowChosen()
        {
            chosen.Fill(ids.Select(id => new ChoiceRecord { Value = id, Text = texts.TryGetValue(id, out string text) ? text : id }));
            remove.Visible = false;
        }

        private bool Clear()
        {
            box.Clear();
            Quieten();
            return true;
        }

        // No search is waited for any more.
        private void Quieten()
        {
            searcher.Cancel();
            results.Fill(new object[0]);
            Say(note, "");
        }
    }
}
