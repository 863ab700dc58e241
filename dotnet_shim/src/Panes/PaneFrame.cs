using System;
using OutlookCrm.Interop;
using OutlookCrm.Outlook.Events;

namespace OutlookCrm.Panes
{
    /// <summary>Office's frame around our pane in one window, from the first look at it to the window's end.</summary>
    public sealed class PaneFrame : IDisposable
    {
        private const int LinesWide = 20; // of the font's height: 300 pixels at 96 dpi

        private readonly object made;
        private readonly ICustomTaskPane frame;
        private readonly Subscription events;

        /// <summary>Makes a pane in the window, hidden; onToggled is called when it was shown or hidden, and lets no exception out.</summary>
        public PaneFrame(ICTPFactory factory, object window, string title, Action onToggled)
        {
            made = factory.CreateCTP(ActivityPane.ProgramId, title, window);
            frame = (ICustomTaskPane)made;
            try
            {
                Content = (ActivityPane)frame.ContentControl;
                frame.Width = LinesWide * Content.Font.Height;
                events = Subscription.To<ICustomTaskPaneEvents>(made, new PaneSink(onToggled));
            }
            catch
            {
                Delete(); // else it stays in the window, empty, with nobody to take it away
                throw;
            }
        }

        /// <summary>Our control in it.</summary>
        public ActivityPane Content { get; }

        /// <summary>Whether it is shown.</summary>
        public bool Visible
        {
            get { return frame.Visible; }
            set { frame.Visible = value; }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            events.Dispose();
            Delete();
        }

        private void Delete()
        {
            try
            {
                frame.Delete();
            }
            finally
            {
                Late.Release(made);
            }
        }
    }
}
