using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace Simulator.Host.Com
{
    /// <summary>One event interface of one source: whoever advised is called by DISPID, as through IDispatch.</summary>
    internal sealed class ConnectionPoint : IConnectionPoint
    {
        private readonly Dictionary<int, object> sinks = new Dictionary<int, object>();
        private readonly Guid iid;
        private int lastCookie;

        /// <summary>A point for an interface's IID.</summary>
        public ConnectionPoint(Guid iid)
        {
            this.iid = iid;
        }

        /// <summary>Whether nobody listens.</summary>
        public bool IsIdle
        {
            get { return sinks.Count == 0; }
        }

        /// <summary>
        /// The calls that tell every sink of an event; a sink without the member is left out.
        /// By-reference arguments are written back into the array.
        /// </summary>
        public IEnumerable<Action> Calls(int dispId, object[] arguments)
        {
            return from sink in sinks.Values.ToList()
                   let method = MethodOf(sink.GetType(), dispId)
                   where method != null
                   select new Action(() => DispatchSurface.Invoke(method, sink, arguments));
        }

        void IConnectionPoint.Advise(object pUnkSink, out int pdwCookie)
        {
            if (InterfaceOf(pUnkSink.GetType()) == null)
            {
                throw new COMException("the sink does not implement " + iid, unchecked((int)0x80040202));
            }
            sinks[pdwCookie = ++lastCookie] = pUnkSink;
        }

        void IConnectionPoint.Unadvise(int dwCookie)
        {
            if (!sinks.Remove(dwCookie))
            {
                throw new COMException("nobody is connected by this cookie", unchecked((int)0x80040200));
            }
        }

        void IConnectionPoint.GetConnectionInterface(out Guid pIID)
        {
            pIID = iid;
        }

        void IConnectionPoint.GetConnectionPointContainer(out IConnectionPointContainer ppCPC)
        {
            throw new NotImplementedException();
        }

        void IConnectionPoint.EnumConnections(out IEnumConnections ppEnum)
        {
            throw new NotImplementedException();
        }

        private Type InterfaceOf(Type sink)
        {
            return sink.GetInterfaces().FirstOrDefault(face => face.GUID == iid);
        }

        private MethodInfo MethodOf(Type sink, int dispId)
        {
            return InterfaceOf(sink).GetMethods()
                .FirstOrDefault(method => method.GetCustomAttribute<DispIdAttribute>()?.Value == dispId);
        }
    }
}
