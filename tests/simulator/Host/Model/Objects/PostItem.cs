using System;
using System.Collections.Generic;

namespace Simulator.Host.Model.Objects
{
    /// <summary>
    /// A note in a folder. Unlike a new mail it is no draft, so that one whose MessageClass and
    /// MAPI properties are set before its first save is a received or sent mail afterwards.
    /// </summary>
    public sealed class PostItem : OutlookItem
    {
        private const int Html = 2; // olFormatHTML

        internal PostItem(Core core, ItemState state)
            : base(core, Kind.Post, state)
        {
        }

        public int BodyFormat
        {
            get { return Number("BodyFormat"); }
            set { PutWithin("BodyFormat", value, 1, 3); }
        }

        public string HTMLBody
        {
            get { return Text("HTMLBody"); }

            set
            {
                Put("HTMLBody", value ?? "");
                Put("BodyFormat", Html);
            }
        }

        public string SenderName
        {
            get { return Text("SenderName"); }
        }

        public string SenderEmailAddress
        {
            get { return Text("SenderEmailAddress"); }
        }

        public string SenderEmailType
        {
            get { return Text("SenderEmailType"); }
        }

        public DateTime SentOn
        {
            get { return Local("SentOn"); }
        }

        public DateTime ReceivedTime
        {
            get { return Local("ReceivedTime"); }
        }

        /// <summary>Saves it in its folder.</summary>
        public void Post()
        {
            Save();
        }

        internal static Dictionary<string, object> Defaults(Core core)
        {
            return MessageFlags.Values(MessageFlags.Read);
        }

        /// <inheritdoc />
        internal override void PutField(string field, object value)
        {
            MessageFlags.RequireSettable(field, Record == null);
            base.PutField(field, value);
        }
    }
}
