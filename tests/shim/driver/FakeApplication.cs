using System;
using System.Collections.Generic;
using System.Runtime.InteropServices.ComTypes;
using OutlookCrm.Interop;

namespace ShimDriver
{
    /// <summary>As much of Outlook's Application as the shim asks before its first job.</summary>
    public sealed class FakeApplication : IConnectionPointContainer, IConnectionPoint
    {
        private readonly Dictionary<int, IApplicationEvents> sinks = new Dictionary<int, IApplicationEvents>();

        public string Version { get; } = "16.0.0.17328";
        public FakeInspectors Inspectors { get; } = new FakeInspectors();
        public FakeLanguages LanguageSettings { get; } = new FakeLanguages();
        public FakeZones TimeZones { get; } = new FakeZones();
        public int Listeners => sinks.Count;

        public void RaiseQuit()
        {
            foreach (IApplicationEvents sink in new List<IApplicationEvents>(sinks.Values)) sink.Quit();
        }

        public void EnumConnectionPoints(out IEnumConnectionPoints points) => throw new NotSupportedException();

        public void FindConnectionPoint(ref Guid iid, out IConnectionPoint point)
        {
            if (iid != typeof(IApplicationEvents).GUID) throw new ArgumentException("no such events");
            point = this;
        }

        public void Advise(object sink, out int cookie)
        {
            cookie = sinks.Count + 1;
            sinks.Add(cookie, (IApplicationEvents)sink);
        }

        public void Unadvise(int cookie) => sinks.Remove(cookie);
        public void EnumConnections(out IEnumConnections connections) => throw new NotSupportedException();
        public void GetConnectionInterface(out Guid iid) => iid = typeof(IApplicationEvents).GUID;
        public void GetConnectionPointContainer(out IConnectionPointContainer container) => container = this;
    }

    public sealed class FakeLanguages
    {
        public int LanguageID(int which) => which == 2 ? 0x041D : 0x0409;
    }

    public sealed class FakeZones
    {
        public FakeZone CurrentTimeZone { get; } = new FakeZone();
    }

    public sealed class FakeZone
    {
        public string ID { get; } = "W. Europe Standard Time";
    }
}
