namespace Simulator.Host.AddIns
{
    /// <summary>One call into the add-in: what was called, how long it took, what left it.</summary>
    internal sealed class CallRecord
    {
        /// <summary>Makes a record; fault is null for a call that came back.</summary>
        public CallRecord(string name, double milliseconds, string fault)
        {
            Name = name;
            Milliseconds = milliseconds;
            Fault = fault;
        }

        /// <summary>The method, or the callback with its control: GetLabel(CrmMenu).</summary>
        public string Name { get; }

        /// <summary>Wall time.</summary>
        public double Milliseconds { get; }

        /// <summary>The type and message of the exception that left the call, or null.</summary>
        public string Fault { get; }
    }
}
