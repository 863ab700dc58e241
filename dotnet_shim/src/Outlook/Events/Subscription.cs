using System;
using System.Runtime.InteropServices.ComTypes;

namespace OutlookCrm.Outlook.Events
{
    /// <summary>One sink at one event source; ends with Dispose. The source must be held as long.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly int cookie;
        private IConnectionPoint point;

        /// <summary>Advises the sink for the events of TEvents, by their IID: what real COM needs.</summary>
        public static Subscription To<TEvents>(object source, TEvents sink) where TEvents : class =>
            new Subscription(source, typeof(TEvents).GUID, sink);

        private Subscription(object source, Guid events, object sink)
        {
            ((IConnectionPointContainer)source).FindConnectionPoint(ref events, out point);
            try
            {
                point.Advise(sink, out cookie);
            }
            catch
            {
                new Held(point).Dispose();
                throw;
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            IConnectionPoint last = point;
            point = null;
            if (last == null) return;
            using (new Held(last)) last.Unadvise(cookie);
        }
    }
}
