using System;
using System.Runtime.InteropServices;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// One acquisition of an Outlook object, released once at the end of a using statement.
    /// Never wrap Application or what an event handed in: those are Outlook's.
    /// </summary>
    public sealed class Held : IDisposable
    {
        private object held;

        /// <summary>Takes the acquisition over.</summary>
        public Held(object acquired)
        {
            held = acquired;
        }

        /// <summary>The object, to be called late-bound; null when Outlook gave none.</summary>
        public dynamic It => held;

        /// <inheritdoc />
        public void Dispose()
        {
            object last = held;
            held = null;
            // The simulator's objects are managed: releasing one would throw.
            if (last != null && Marshal.IsComObject(last)) Marshal.ReleaseComObject(last);
        }
    }
}
