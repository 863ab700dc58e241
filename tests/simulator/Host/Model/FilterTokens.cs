using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Simulator.Host.Com;

namespace Simulator.Host.Model
{
    /// <summary>The words of a filter, one after the other.</summary>
    internal sealed class FilterTokens
    {
        private static readonly Regex Word = new Regex(
            @"\G\s*(?<word>'(?:[^']|'')*'|""[^""]*""|\[[^\]]*\]|<=|>=|<>|[=<>()]|[^\s=<>()'""\[\]]+)", RegexOptions.Compiled);

        private readonly List<string> words = new List<string>();
        private int at;

        /// <summary>Takes a text apart.</summary>
        public FilterTokens(string text)
        {
            var end = text.TrimEnd();
            for (var from = 0; from < end.Length;)
            {
                var match = Word.Match(end, from);
                if (!match.Success)
                {
                    throw Bad();
                }
                words.Add(match.Groups["word"].Value);
                from = match.Index + match.Length;
            }
        }

        /// <summary>Whether all were taken.</summary>
        public bool AtEnd
        {
            get { return at == words.Count; }
        }

        /// <summary>The next word, which is not taken.</summary>
        public string Peek
        {
            get { return AtEnd ? "" : words[at]; }
        }

        /// <summary>What a filter that nobody understands is answered.</summary>
        public static Exception Bad()
        {
            return ComError.Of(ComError.BadArgument, "cannot parse the condition");
        }

        /// <summary>Takes the next word.</summary>
        public string Take()
        {
            return AtEnd ? throw Bad() : words[at++];
        }

        /// <summary>Takes the next word if it is this one.</summary>
        public bool Takes(string word)
        {
            var found = string.Equals(Peek, word, StringComparison.OrdinalIgnoreCase);
            at += found ? 1 : 0;
            return found;
        }
    }
}
