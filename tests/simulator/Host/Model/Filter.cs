using System;

namespace Simulator.Host.Model
{
    /// <summary>What Restrict, Find and GetTable are given, as a test of an item.</summary>
    internal sealed class Filter
    {
        /// <summary>Takes every item.</summary>
        public static readonly Filter Everything = new Filter(bag => true);

        private readonly Func<IPropertyBag, bool> takes;

        private Filter(Func<IPropertyBag, bool> takes)
        {
            this.takes = takes;
        }

        /// <summary>Reads Jet syntax, or DASL after @SQL=; an ArgumentException for what is neither.</summary>
        public static Filter Parse(Core core, string text)
        {
            const string Dasl = "@SQL=";
            if (string.IsNullOrEmpty(text))
            {
                return Everything;
            }
            var dasl = text.StartsWith(Dasl, StringComparison.OrdinalIgnoreCase);
            return new Filter(new FilterParser(core, dasl ? text.Substring(Dasl.Length) : text, dasl).Parse());
        }

        /// <summary>Whether it takes the item.</summary>
        public bool Takes(IPropertyBag item)
        {
            return takes(item);
        }

        /// <summary>Takes what both take.</summary>
        public Filter And(Filter other)
        {
            return new Filter(item => takes(item) && other.takes(item));
        }
    }
}
