using System;
using System.Runtime.InteropServices.ComTypes;

namespace ShimDriver
{
    /// <summary>No item's window is open, and none will be.</summary>
    public sealed class FakeInspectors : IConnectionPointContainer, IConnectionPoint
    {
        public int Count => 0;

        public void EnumConnectionPoints(out IEnumConnectionPoints points) => throw new NotSupportedException();
        public void FindConnectionPoint(ref Guid iid, out IConnectionPoint point) => point = this;
        public void Advise(object sink, out int cookie) => cookie = 1;
        public void Unadvise(int cookie) { }
        public void EnumConnections(out IEnumConnections connections) => throw new NotSupportedException();
        public void GetConnectionInterface(out Guid iid) => iid = Guid.Empty;
        public void GetConnectionPointContainer(out IConnectionPointContainer container) => container = this;
    }
}
