using System.Collections.Generic;
using OutlookCrm.Interop;

namespace ShimDriver
{
    /// <summary>Notes which controls are invalidated.</summary>
    public sealed class FakeRibbon : IRibbonUI
    {
        public List<string> Invalidated { get; } = new List<string>();

        public void Invalidate() => Invalidated.Add("*");

        public void InvalidateControl(string controlId) => Invalidated.Add(controlId);
    }

    public sealed class FakeControl : IRibbonControl
    {
        public string Id { get; set; }
        public object Context => null;
        public string Tag => "";
    }
}
