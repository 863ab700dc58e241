using System;
using System.Windows.Forms;

namespace OutlookCrm.Panes
{
    /// <summary>Says when to search: a moment after the last key, with a number by which an outdated answer is known.</summary>
    public sealed class Searcher : IDisposable
    {
        private const int QuietMilliseconds = 250;

        private readonly Timer timer = new Timer { Interval = QuietMilliseconds };
        private readonly Action<string, int> ask;
        private string wanted = "";

        /// <summary>ask takes the text and the number.</summary>
        public Searcher(Action<string, int> ask)
        {
            this.ask = ask;
            timer.Tick += (sender, args) => Now(wanted);
        }

        /// <summary>The number whose answer is waited for.</summary>
        public int Number { get; private set; }

        /// <summary>Searches after a moment without another wish.</summary>
        public void Want(string text)
        {
            wanted = text;
            timer.Stop();
            timer.Start();
        }

        /// <summary>Searches at once; always true.</summary>
        public bool Now(string text)
        {
            timer.Stop();
            ask(text, ++Number);
            return true;
        }

        /// <summary>Wants nothing any more; an answer that is under way is outdated.</summary>
        public void Cancel()
        {
            timer.Stop();
            Number++;
        }

        /// <inheritdoc />
        public void Dispose() => timer.Dispose();
    }
}
