using System.Collections.Generic;
using System.Globalization;
using OutlookCrm.Outlook;

namespace OutlookCrm.Ribbon
{
    /// <summary>What the ribbon shows until Python speaks: built into the shim, one snapshot a language.</summary>
    public static class FirstWords
    {
        private const string Fallback = "en";

        /// <summary>The snapshot in the language nearest to the culture.</summary>
        public static Snapshot In(CultureInfo culture)
        {
            var languages = Json.Read<Dictionary<string, Snapshot>>(Resources.Text("words.json"));
            return languages.TryGetValue(culture.Name, out Snapshot words)
                || languages.TryGetValue(culture.TwoLetterISOLanguageName, out words) ? words : languages[Fallback];
        }
    }
}
