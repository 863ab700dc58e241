using System;
using System.Globalization;
using System.Linq;

namespace Simulator.Host.Model
{
    /// <summary>A list of words in one text.</summary>
    internal static class Keywords
    {
        private static string Separator
        {
            get { return CultureInfo.CurrentCulture.TextInfo.ListSeparator; }
        }

        /// <summary>The text of a list; null is an empty one.</summary>
        public static string Joined(string[] words)
        {
            return string.Join(Separator + " ", words ?? new string[0]);
        }

        /// <summary>The words of a text, each once.</summary>
        public static string[] Parse(string text)
        {
            return (text ?? "").Split(new[] { Separator }, StringSplitOptions.None)
                .Select(word => word.Trim()).Where(word => word != "").Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        }
    }
}
