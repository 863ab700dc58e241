using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Simulator.Host.AddIns
{
    /// <summary>
    /// Times every call into the add-in and keeps what left it: Office swallows an add-in's
    /// exceptions, so tests must be able to see them.
    /// </summary>
    internal sealed class CallLog
    {
        private const int Kept = 5000;
        private readonly Queue<CallRecord> records = new Queue<CallRecord>();

        /// <summary>The newest calls, oldest first.</summary>
        public IEnumerable<CallRecord> Records
        {
            get { return records; }
        }

        /// <summary>Makes a call; answers its result, or null when it threw.</summary>
        public object Time(string name, Func<object> call)
        {
            var watch = Stopwatch.StartNew();
            string fault = null;
            try
            {
                return call();
            }
            catch (Exception failure)
            {
                // The border to the add-in: whatever leaves it must not take Outlook down.
                fault = failure.GetType().FullName + ": " + failure.Message;
                Console.Error.WriteLine("add-in call " + name + " failed: " + failure);
                return null;
            }
            finally
            {
                Add(new CallRecord(name, watch.Elapsed.TotalMilliseconds, fault));
            }
        }

        private void Add(CallRecord record)
        {
            records.Enqueue(record);
            if (records.Count > Kept)
            {
                records.Dequeue();
            }
        }
    }
}
