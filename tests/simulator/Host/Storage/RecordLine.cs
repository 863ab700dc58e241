using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Simulator.Host.Storage
{
    /// <summary>
    /// Writes a record as one line of text: key, kind, then name and value of each field, apart by
    /// tabs. A value begins with a letter for its type.
    /// </summary>
    internal static class RecordLine
    {
        private const char Gone = '-';
        private static readonly string[] Kinds = { "store", "folder", "item" };

        /// <summary>The line that says what a record is now.</summary>
        public static string Of(Record record)
        {
            var line = new StringBuilder();
            line.Append(record.Key.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(Kinds[(int)record.Kind]);
            foreach (var value in record.Values.Where(value => value.Value != null))
            {
                line.Append('\t').Append(Escape(value.Key)).Append('\t').Append(Write(value.Value));
            }
            return line.ToString();
        }

        /// <summary>The line that says that a record is gone.</summary>
        public static string OfRemoval(Record record)
        {
            return record.Key.ToString(CultureInfo.InvariantCulture) + "\t" + Gone;
        }

        /// <summary>Takes a line into the records by key.</summary>
        public static void Read(string line, IDictionary<long, Record> into)
        {
            var cells = line.Split('\t');
            var key = long.Parse(cells[0], CultureInfo.InvariantCulture);
            if (cells[1][0] == Gone)
            {
                into.Remove(key);
                return;
            }
            var values = new Dictionary<string, object>((cells.Length - 2) / 2);
            for (var at = 2; at < cells.Length; at += 2)
            {
                values[Unescape(cells[at], 0)] = Parse(cells[at + 1]);
            }
            into[key] = new Record(key, (RecordKind)Array.IndexOf(Kinds, cells[1]), values);
        }

        private static string Write(object value)
        {
            switch (Type.GetTypeCode(value.GetType()))
            {
                case TypeCode.String:
                    return "s" + Escape((string)value);
                case TypeCode.Boolean:
                    return (bool)value ? "b1" : "b0";
                case TypeCode.Int32:
                    return "i" + ((int)value).ToString(CultureInfo.InvariantCulture);
                case TypeCode.Double:
                    return "f" + ((double)value).ToString("R", CultureInfo.InvariantCulture);
                case TypeCode.DateTime:
                    return "d" + ((DateTime)value).Ticks.ToString(CultureInfo.InvariantCulture);
                default:
                    return WriteMany(value);
            }
        }

        private static string WriteMany(object value)
        {
            var bytes = value as byte[];
            return bytes != null
                ? "x" + Convert.ToBase64String(bytes)
                : "l" + string.Concat(((string[])value).Select(text => Escape(text) + "\\;"));
        }

        private static object Parse(string cell)
        {
            switch (cell[0])
            {
                case 's':
                    return Unescape(cell, 1);
                case 'b':
                    return cell[1] == '1';
                case 'i':
                    return int.Parse(cell.Substring(1), CultureInfo.InvariantCulture);
                case 'f':
                    return double.Parse(cell.Substring(1), CultureInfo.InvariantCulture);
                case 'd':
                    return new DateTime(long.Parse(cell.Substring(1), CultureInfo.InvariantCulture));
                case 'x':
                    return Convert.FromBase64String(cell.Substring(1));
                default:
                    return ParseList(cell.Substring(1));
            }
        }

        private static string[] ParseList(string cell)
        {
            var parts = cell.Split(new[] { "\\;" }, StringSplitOptions.None);
            return parts.Take(parts.Length - 1).Select(part => Unescape(part, 0)).ToArray();
        }

        // A lone surrogate has no place in a UTF-8 file; an escaped one comes back as it was.
        private static string Escape(string text)
        {
            StringBuilder escaped = null;
            for (var at = 0; at < text.Length; at++)
            {
                var c = text[at];
                if (c >= ' ' && c != '\\' && !char.IsSurrogate(c))
                {
                    escaped?.Append(c);
                    continue;
                }
                escaped = escaped ?? new StringBuilder(text, 0, at, text.Length + 16);
                escaped.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
            return escaped?.ToString() ?? text;
        }

        private static string Unescape(string text, int from)
        {
            var at = text.IndexOf('\\', from);
            if (at < 0)
            {
                return from == 0 ? text : text.Substring(from);
            }
            var plain = new StringBuilder(text.Length);
            for (; at >= 0; from = at + 6, at = text.IndexOf('\\', from))
            {
                plain.Append(text, from, at - from);
                plain.Append((char)int.Parse(text.Substring(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
            return plain.Append(text, from, text.Length - from).ToString();
        }
    }
}
