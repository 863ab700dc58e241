using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using OutlookCrm.Interop;
using OutlookCrm.Panes;

namespace ShimDriver
{
    /// <summary>Makes panes that take no listener.</summary>
    public sealed class DeafPanes : ICTPFactory, ICustomTaskPane, IConnectionPointContainer
    {
        public List<string> Told { get; } = new List<string>();

        public string Title => "";
        public object Application => null;
        public object Window => null;
        public bool Visible { get; set; }
        public object ContentControl { get; } = new ActivityPane();
        public int Height { get; set; }
        public int Width { get; set; }
        public int DockPosition { get; set; }
        public int DockPositionRestrict { get; set; }

        public object CreateCTP(string control, string title, object parentWindow) => this;
        public void Delete() => Told.Add("deleted");
        public void EnumConnectionPoints(out IEnumConnectionPoints points) => throw new NotSupportedException();

        public void FindConnectionPoint(ref Guid iid, out IConnectionPoint point) =>
            throw new COMException("busy", unchecked((int)0x8001010A));
    }
}
