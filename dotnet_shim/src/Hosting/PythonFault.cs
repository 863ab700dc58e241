using System;

namespace OutlookCrm.Hosting
{
    /// <summary>Python raised; the message is what it said and its traceback.</summary>
    public sealed class PythonFault : Exception
    {
        /// <summary>Keeps the traceback.</summary>
        public PythonFault(string traceback) : base(traceback)
        {
        }
    }
}
