using System;

namespace Simulator.Host.Model.Objects
{
    /// <summary>An invitation, an answer or a cancellation in a folder of mails. It has less than a mail.</summary>
    public sealed class MeetingItem : OutlookItem
    {
        internal MeetingItem(Core core, ItemState state)
            : base(core, Kind.MeetingRequest, state)
        {
        }

        public Recipients Recipients
        {
            get
            {
                EnterAlive();
                return new Recipients(Core, this, State);
            }
        }

        public bool Sent
        {
            get { return (Number(MessageFlags.Field) & MessageFlags.Unsent) == 0; }
        }

        public DateTime SentOn
        {
            get { return Local("SentOn"); }
        }

        public DateTime ReceivedTime
        {
            get { return Local("ReceivedTime"); }
        }

        public string SenderName
        {
            get { return Text("SenderName"); }
        }

        public string ConversationID
        {
            get { return Text("ConversationID"); }
        }
    }
}
