using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Host.Model
{
    /// <summary>Makes a test of a filter's words: comparisons joined by AND, OR, NOT and parentheses.</summary>
    internal sealed class FilterParser
    {
        private readonly Core core;
        private readonly FilterTokens tokens;
        private readonly bool dasl;
        private bool alternatives;
        private DateTime? latest;

        /// <summary>Reads a text of one of the two languages.</summary>
        public FilterParser(Core core, string text, bool dasl)
        {
            this.core = core;
            this.dasl = dasl;
            tokens = new FilterTokens(text);
        }

        /// <summary>After Parse: a UTC time after which nothing that the test takes can start; null when there is none.</summary>
        public DateTime? Latest
        {
            get { return alternatives ? null : latest; }
        }

        /// <summary>The whole test.</summary>
        public Func<IPropertyBag, bool> Parse()
        {
            var test = Either();
            return tokens.AtEnd ? test : throw FilterTokens.Bad();
        }

        private static string Unquoted(string word)
        {
            return word.Length > 1 && (word[0] == '\'' || word[0] == '"')
                ? word.Substring(1, word.Length - 2).Replace("''", "'") : word;
        }

        private static bool Like(string text, string pattern)
        {
            var escaped = Regex.Escape(pattern).Replace("%", ".*");
            return Regex.IsMatch(text, "^" + escaped + "$", RegexOptions.IgnoreCase | RegexOptions.Singleline);
        }

        private static bool Holds(string sign, int order)
        {
            switch (sign)
            {
                case "=":
                    return order == 0;
                case "<>":
                    return order != 0;
                case "<":
                    return order < 0;
                case "<=":
                    return order <= 0;
                case ">":
                    return order > 0;
                case ">=":
                    return order >= 0;
                default:
                    throw FilterTokens.Bad();
            }
        }

        private Func<IPropertyBag, bool> Either()
        {
            var left = Both();
            while (tokens.Takes("OR"))
            {
                alternatives = true;
                Func<IPropertyBag, bool> first = left, second = Both();
                left = item => first(item) || second(item);
            }
            return left;
        }

        private Func<IPropertyBag, bool> Both()
        {
            var left = One();
            while (tokens.Takes("AND"))
            {
                Func<IPropertyBag, bool> first = left, second = One();
                left = item => first(item) && second(item);
            }
            return left;
        }

        private Func<IPropertyBag, bool> One()
        {
            if (tokens.Takes("NOT"))
            {
                alternatives = true;
                var inner = One();
                return item => !inner(item);
            }
            if (!tokens.Takes("("))
            {
                return Comparison();
            }
            var whole = Either();
            return tokens.Takes(")") ? whole : throw FilterTokens.Bad();
        }

        private Func<IPropertyBag, bool> Comparison()
        {
            var field = ItemNames.FieldOf(tokens.Take().Trim('[', ']', '"'));
            var sign = tokens.Take().ToUpperInvariant();
            if (sign == "IS")
            {
                var without = tokens.Takes("NOT");
                tokens.Take();
                return item => Value(item, field) == null != without;
            }
            var wanted = Unquoted(tokens.Take());
            switch (sign)
            {
                case "LIKE":
                    return item => Like(Text(item, field), wanted);
                case "CI_STARTSWITH":
                    return item => Like(Text(item, field), wanted + "%");
                case "CI_PHRASEMATCH":
                    return item => Like(Text(item, field), "%" + wanted + "%");
                default:
                    Holds(sign, 0);
                    NoteLatest(field, sign, wanted);
                    return item => Compares(Value(item, field), sign, wanted);
            }
        }

        // A day more than what is said, so that no zone matters.
        private void NoteLatest(string field, string sign, string wanted)
        {
            DateTime said;
            if (field == "Start" && sign[0] == '<' && sign != "<>" && DateTime.TryParse(wanted, out said))
            {
                latest = latest > said.AddDays(1) ? latest : said.AddDays(1);
            }
        }

        private string Text(IPropertyBag item, string field)
        {
            return Value(item, field) as string ?? "";
        }

        // Outlook's names mean the user's clock, MAPI's UTC.
        private object Value(IPropertyBag item, string field)
        {
            var value = item.Get(field);
            if (value is DateTime && !dasl)
            {
                return core.Zones.FromUtc((DateTime)value, core.Zones.Current);
            }
            return value is string[] ? Keywords.Joined((string[])value) : value;
        }

        private static bool Compares(object value, string sign, string wanted)
        {
            if (value == null)
            {
                return sign == "<>";
            }
            try
            {
                return Holds(sign, Order(value, wanted));
            }
            catch (FormatException)
            {
                throw FilterTokens.Bad();
            }
        }

        private static int Order(object value, string wanted)
        {
            if (value is string)
            {
                return string.Compare((string)value, wanted, StringComparison.OrdinalIgnoreCase);
            }
            if (value is bool)
            {
                return ((bool)value).CompareTo(wanted == "1" || wanted.Equals("true", StringComparison.OrdinalIgnoreCase));
            }
            if (value is DateTime)
            {
                return ((DateTime)value).CompareTo(DateTime.Parse(wanted, CultureInfo.CurrentCulture));
            }
            return Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(double.Parse(wanted, CultureInfo.InvariantCulture));
        }
    }
}
