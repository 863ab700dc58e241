using System;

namespace Simulator.Host.Model
{
    /// <summary>What Restrict, Find and GetTable are given, as a test of an item.</summary>
    internal sealed class Filter
    {
        /// <summary>Takes every item.</summary>
        public static readonly Filter Everything = new Filter(bag => true, null);

        private readonly Func<IPropertyBag, bool> takes;

        private Filter(Func<IPropertyBag, bool> takes, DateTime? latest)
        {
            this.takes = takes;
            Latest = latest;
        }

        /// <summary>A UTC time after which nothing that it takes can start; null when there is none.</summary>
        public DateTime? Latest { get; }

        /// <summary>Reads Jet syntax, or DASL after @SQL=; an ArgumentException for what is neither.</summary>
        public static Filter Parse(Core core, string text)
        {
            const string Dasl = "@SQL=";
            if (string.IsNullOrEmpty(text))
            {
                return Everything;
            }
            var dasl = text.StartsWith(Dasl, StringComparison.OrdinalIgnoreCase);
            var parser = new FilterParser(core, dasl ? text.Substring(Dasl.Length) : text, dasl);
            return new Filter(parser.Parse(), parser.Latest);
        }

        /// <summary>Whether it takes the item.</summary>
        public bool Takes(IPropertyBag item)
        {
            return takes(item);
        }

        /// <summary>Takes what both take.</summary>
        public Filter And(Filter other)
        {
            return new Filter(item => takes(item) && other.takes(item), Latest < other.Latest ? Latest : other.Latest ?? Latest);
        }
    }
}
