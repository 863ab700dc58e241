using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace Simulator.Host.Com
{
    /// <summary>The event interfaces that one object offers.</summary>
    internal sealed class ConnectionPoints
    {
        private readonly Dictionary<Guid, ConnectionPoint> points;

        /// <summary>Offers these.</summary>
        public ConnectionPoints(params string[] iids)
        {
            points = iids.Select(iid => new Guid(iid)).ToDictionary(iid => iid, iid => new ConnectionPoint(iid));
        }

        /// <summary>The point of an IID.</summary>
        public ConnectionPoint this[string iid]
        {
            get { return points[new Guid(iid)]; }
        }

        /// <summary>IConnectionPointContainer.FindConnectionPoint; CONNECT_E_NOCONNECTION for another's interface.</summary>
        public IConnectionPoint Find(Guid iid)
        {
            ConnectionPoint point;
            return points.TryGetValue(iid, out point)
                ? point
                : throw new COMException("no events of " + iid, unchecked((int)0x80040200));
        }
    }
}
