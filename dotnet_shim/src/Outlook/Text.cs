using System;
using System.Globalization;
using System.Text;

namespace OutlookCrm.Outlook
{
    /// <summary>How values are written on the seam.</summary>
    public static class Text
    {
        private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";
        private const string DateForm = "yyyy-MM-dd";

        /// <summary>A UTC time to the nearest second: a DATE is a fraction of a day and misses it.</summary>
        public static string Instant(DateTime utc) =>
            utc.AddMilliseconds(500).ToString(InstantForm, CultureInfo.InvariantCulture);

        /// <summary>The UTC time a text of the seam means, of unspecified kind as Outlook wants it.</summary>
        public static DateTime ToInstant(string text) =>
            DateTime.ParseExact(text, InstantForm, CultureInfo.InvariantCulture);

        /// <summary>A date.</summary>
        public static string Date(DateTime day) => day.ToString(DateForm, CultureInfo.InvariantCulture);

        /// <summary>The midnight that begins a date of the seam.</summary>
        public static DateTime ToDate(string text) =>
            DateTime.ParseExact(text, DateForm, CultureInfo.InvariantCulture);

        /// <summary>Upper-case hexadecimal, as PropertyAccessor.BinaryToString writes it.</summary>
        public static string Hex(byte[] bytes) =>
            bytes == null ? "" : BitConverter.ToString(bytes).Replace("-", "");

        /// <summary>The text with each lone surrogate (a table cuts in the middle of a pair) replaced.</summary>
        public static string Clean(string text)
        {
            if (string.IsNullOrEmpty(text)) return "";
            StringBuilder clean = null;
            for (int at = 0; at < text.Length; at++)
            {
                if (!char.IsSurrogate(text[at])) continue;
                if (char.IsSurrogatePair(text, at)) { at++; continue; }
                clean = clean ?? new StringBuilder(text);
                clean[at] = '\uFFFD';
            }
            return clean == null ? text : clean.ToString();
        }
    }
}
