using System.Collections.Generic;
using Simulator.Host.Com;

namespace Simulator.Host.Model
{
    /// <summary>PidTagMessageFlags: what a message is. Its first save settles that for good.</summary>
    internal static class MessageFlags
    {
        /// <summary>The field that holds them.</summary>
        public const string Field = "MessageFlags";

        /// <summary>MSGFLAG_READ.</summary>
        public const int Read = 0x01;

        /// <summary>MSGFLAG_UNSENT: a draft.</summary>
        public const int Unsent = 0x08;

        /// <summary>The values of a new message.</summary>
        public static Dictionary<string, object> Values(int flags)
        {
            return new Dictionary<string, object>
            {
                { Field, flags }, { "Subject", "" }, { "Body", "" }, { "Importance", 1 }, { "Sensitivity", 0 }, { "BodyFormat", 1 }, { "UnRead", false },
            };
        }

        /// <summary>Refuses the flags where they are settled.</summary>
        public static void RequireSettable(string field, bool open)
        {
            if (field == Field && !open)
            {
                throw ComError.Of(ComError.Denied, "what a message is was settled by its first save");
            }
        }
    }
}
