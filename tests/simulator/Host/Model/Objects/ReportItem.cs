namespace Simulator.Host.Model.Objects
{
    /// <summary>A server's word of a mail that was delivered, or was not. It goes to nobody and was sent by nobody.</summary>
    public sealed class ReportItem : OutlookItem
    {
        internal ReportItem(Core core, ItemState state)
            : base(core, Kind.Report, state)
        {
        }

        public string ConversationID
        {
            get { return Text("ConversationID"); }
        }
    }
}
