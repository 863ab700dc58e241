using System;
using System.Windows.Forms;

namespace Simulator.Host.AddIns
{
    /// <summary>A pane of the add-in's in a window of Outlook's (Office's CustomTaskPane).</summary>
    public sealed class TaskPane : MarshalByRefObject
    {
        private readonly object application;
        private readonly Panel frame;
        private bool deleted;

        internal TaskPane(object application, object window, string title, Control content, Panel frame)
        {
            this.application = application;
            this.frame = frame;
            Window = window;
            Title = title;
            ContentControl = content;
        }

        /// <summary>The words on the pane's head.</summary>
        public string Title { get; }

        /// <summary>Outlook.</summary>
        public object Application
        {
            get { return application; }
        }

        /// <summary>The Explorer or Inspector it stands in.</summary>
        public object Window { get; }

        /// <summary>Whether it is shown; a new pane is not.</summary>
        public bool Visible
        {
            get { return !deleted && frame.Visible; }
            set { frame.Visible = value && !deleted; }
        }

        /// <summary>The add-in's control in the pane.</summary>
        public object ContentControl { get; }

        /// <summary>Pixels.</summary>
        public int Height
        {
            get { return frame.Height; }
            set { frame.Height = value; }
        }

        /// <summary>Pixels.</summary>
        public int Width
        {
            get { return frame.Width; }
            set { frame.Width = value; }
        }

        /// <summary>msoCTPDockPositionRight is 2, the only place the simulator has.</summary>
        public int DockPosition { get; set; } = 2;

        /// <summary>MsoCTPDockPositionRestrict.</summary>
        public int DockPositionRestrict { get; set; }

        /// <summary>Takes the pane away for good.</summary>
        public void Delete()
        {
            deleted = true;
            frame.Parent?.Controls.Remove(frame);
            frame.Dispose();
        }
    }
}
