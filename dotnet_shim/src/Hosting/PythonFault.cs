using System;

namespace OutlookCrm.Hosting
{
    /// <summary>Python raised; the message tells where and what kinds of errors, as bootstrap.py does.</summary>
    public sealed class PythonFault : Exception
    {
        /// <summary>Keeps the traceback.</summary>
        public PythonFault(string traceback) : base(traceback)
        {
        }
    }
}
