using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Channel
{
    /// <summary>One request of a test: an operation and its arguments.</summary>
    internal sealed class Request
    {
        private readonly IDictionary<string, object> values;

        /// <summary>Reads a parsed line.</summary>
        public Request(IDictionary<string, object> values)
        {
            this.values = values;
        }

        /// <summary>What the answer repeats.</summary>
        public object Id
        {
            get { return Value("id"); }
        }

        /// <summary>The operation.</summary>
        public string Op
        {
            get { return Text("op"); }
        }

        /// <summary>Whether an argument was given.</summary>
        public bool Has(string name)
        {
            return Value(name) != null;
        }

        /// <summary>An argument as it was parsed, or null.</summary>
        public object Value(string name)
        {
            object value;
            return values.TryGetValue(name, out value) ? value : null;
        }

        /// <summary>A string argument; ArgumentException when it is missing.</summary>
        public string Text(string name)
        {
            return Value(name) as string ?? throw new ArgumentException(name + " is missing");
        }

        /// <summary>A string argument or another word.</summary>
        public string Text(string name, string otherwise)
        {
            return Value(name) as string ?? otherwise;
        }

        /// <summary>An integer argument or another number.</summary>
        public int Number(string name, int otherwise)
        {
            return Has(name) ? Convert.ToInt32(Value(name)) : otherwise;
        }

        /// <summary>A list of strings, empty when it is missing.</summary>
        public IEnumerable<string> List(string name)
        {
            return ((IEnumerable)Value(name) ?? new object[0]).Cast<string>();
        }

        /// <summary>A table of values by name, empty when it is missing.</summary>
        public IDictionary<string, object> Table(string name)
        {
            return Value(name) as IDictionary<string, object> ?? new Dictionary<string, object>();
        }
    }
}
