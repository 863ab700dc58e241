using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace ShimDriver
{
    /// <summary>An Application with one folder whose items take listeners, and which takes none itself.</summary>
    public sealed class HalfDeafFolder : IConnectionPointContainer
    {
        public HalfDeafFolder Session => this;
        public ListeningItems Items { get; } = new ListeningItems();

        public HalfDeafFolder GetFolderFromID(string id, string store) => this;
        public void EnumConnectionPoints(out IEnumConnectionPoints points) => throw new NotSupportedException();

        public void FindConnectionPoint(ref Guid iid, out IConnectionPoint point) =>
            throw new COMException("busy", unchecked((int)0x8001010A));
    }

    public sealed class ListeningItems : IConnectionPointContainer, IConnectionPoint
    {
        public List<string> Told { get; } = new List<string>();

        public void EnumConnectionPoints(out IEnumConnectionPoints points) => throw new NotSupportedException();
        public void FindConnectionPoint(ref Guid iid, out IConnectionPoint point) => point = this;

        public void Advise(object sink, out int cookie)
        {
            cookie = 7;
            Told.Add("advise");
        }

        public void Unadvise(int cookie) => Told.Add("unadvise " + cookie);
        public void EnumConnections(out IEnumConnections connections) => throw new NotSupportedException();
        public void GetConnectionInterface(out Guid iid) => iid = Guid.Empty;
        public void GetConnectionPointContainer(out IConnectionPointContainer container) => container = this;
    }
}
