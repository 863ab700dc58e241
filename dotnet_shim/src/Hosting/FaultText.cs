using System;
using System.Text;
using OutlookCrm.Outlook;

namespace OutlookCrm.Hosting
{
    /// <summary>What a log may tell of an exception: its kind, code and places. Its message may quote anybody's item.</summary>
    public static class FaultText
    {
        /// <summary>One line.</summary>
        public static string Brief(Exception error) => error.GetType().Name + " " + HResults.Of(error);

        /// <summary>It and what led to it, each with its places.</summary>
        public static string Whole(Exception error)
        {
            var text = new StringBuilder();
            for (Exception each = error; each != null; each = each.InnerException)
                text.AppendLine(Brief(each)).AppendLine(each.StackTrace);
            return text.ToString().TrimEnd();
        }
    }
}
