using System;

namespace Simulator.Host.Model
{
    /// <summary>Ids that some providers give out in tables: good for this session, and not what the item says itself.</summary>
    internal static class ShortIds
    {
        private const string LongForm = "00000000";
        private const string ShortForm = "80000000";

        /// <summary>The short id of a long one.</summary>
        public static string Short(string id)
        {
            return ShortForm + id.Substring(LongForm.Length);
        }

        /// <summary>The long id of either.</summary>
        public static string Long(string id)
        {
            return id != null && id.StartsWith(ShortForm, StringComparison.Ordinal) ? LongForm + id.Substring(LongForm.Length) : id;
        }
    }
}
