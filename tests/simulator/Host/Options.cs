using System;
using System.Collections.Generic;

namespace Simulator.Host
{
    /// <summary>The program's command line.</summary>
    internal sealed class Options
    {
        private Options()
        {
        }

        /// <summary>The mailbox's file.</summary>
        public string Data { get; private set; }

        /// <summary>The add-in's assembly, or null for an Outlook without it.</summary>
        public string AddIn { get; private set; }

        /// <summary>The add-in's ProgId.</summary>
        public string ProgId { get; private set; } = "OutlookCrm.Connect";

        /// <summary>The profile's name.</summary>
        public string Profile { get; private set; } = "anna";

        /// <summary>Goes on when nobody holds the control channel any more.</summary>
        public bool Stay { get; private set; }

        /// <summary>Reads the arguments; ArgumentException for one that is not known.</summary>
        public static Options Parse(IEnumerable<string> arguments)
        {
            var options = new Options();
            using (var rest = arguments.GetEnumerator())
            {
                while (rest.MoveNext())
                {
                    options.Take(rest.Current, () => rest.MoveNext() ? rest.Current : throw new ArgumentException("a value is missing"));
                }
            }
            if (options.Data == null)
            {
                throw new ArgumentException("--data FILE is missing");
            }
            return options;
        }

        private void Take(string name, Func<string> value)
        {
            switch (name)
            {
                case "--data":
                    Data = value();
                    break;
                case "--addin":
                    AddIn = value();
                    break;
                case "--progid":
                    ProgId = value();
                    break;
                case "--profile":
                    Profile = value();
                    break;
                case "--no-addin":
                    AddIn = null;
                    break;
                case "--stay":
                    Stay = true;
                    break;
                default:
                    throw new ArgumentException("unknown argument " + name);
            }
        }
    }
}
