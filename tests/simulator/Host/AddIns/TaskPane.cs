using System;
using System.Linq;
using System.Runtime.InteropServices.ComTypes;
using System.Windows.Forms;
using Simulator.Host.Com;

namespace Simulator.Host.AddIns
{
    /// <summary>A pane of the add-in's in a window of Outlook's (Office's CustomTaskPane).</summary>
    public sealed class TaskPane : MarshalByRefObject, IConnectionPointContainer
    {
        private const string PaneEvents = "000C033C-0000-0000-C000-000000000046"; // _CustomTaskPaneEvents
        private const int VisibleStateChange = 1;
        private readonly ConnectionPoints events = new ConnectionPoints(PaneEvents);
        private readonly Action<string, Action> callOut;
        private readonly object application;
        private readonly Panel frame;
        private bool deleted;
        private bool shown;

        internal TaskPane(object application, object window, string title, Control content, Panel frame, Action<string, Action> callOut)
        {
            this.callOut = callOut;
            frame.Controls.Find("ClosePane", true).Single().Click += (sender, args) => Visible = false;
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
            get { return !deleted && shown; }
            set { Turn(value && !deleted); }
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

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            ppCP = events.Find(riid);
        }

        /// <summary>Takes the pane away for good.</summary>
        public void Delete()
        {
            deleted = true;
            frame.Parent?.Controls.Remove(frame);
            frame.Dispose();
        }

        // What was set, for Windows Forms calls nothing visible before its window is.
        private void Turn(bool visible)
        {
            if (visible == shown)
            {
                return;
            }
            frame.Visible = shown = visible;
            var self = ComObject.Wrap(this, PublishedInterface.TaskPane);
            foreach (var call in events[PaneEvents].Calls(VisibleStateChange, new[] { self }))
            {
                callOut("VisibleStateChange", call);
            }
        }
    }
}
