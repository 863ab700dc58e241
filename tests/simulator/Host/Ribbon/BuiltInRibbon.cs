namespace Simulator.Host.Ribbon
{
    /// <summary>Outlook's own tabs, as far as the simulator has them; idMso names are Office's.</summary>
    internal static class BuiltInRibbon
    {
        /// <summary>The kind of the main window's ribbon.</summary>
        public const string Explorer = "Microsoft.Outlook.Explorer";

        /// <summary>The kind of an appointment's ribbon.</summary>
        public const string Appointment = "Microsoft.Outlook.Appointment";

        private const string Head = "<customUI xmlns='http://schemas.microsoft.com/office/2009/07/customui'><ribbon><tabs>";
        private const string Tail = "</tabs></ribbon></customUI>";
        private const string AddIns = "<tab idMso='TabAddIns' label='Add-ins'/>";

        /// <summary>The tabs of one kind of window.</summary>
        public static RibbonDocument For(string ribbonId)
        {
            return RibbonDocument.Parse(Head + (ribbonId == Explorer ? CalendarTab : AppointmentTab) + AddIns + Tail);
        }

        private const string CalendarTab =
            "<tab idMso='TabCalendar' label='Home'>" +
            "<group idMso='GroupCalendarNew' label='New'><button idMso='NewAppointment' label='New Appointment'/></group>" +
            "<group idMso='GroupCalendarDelete' label='Delete'><button idMso='Delete' label='Delete'/></group></tab>";

        private const string AppointmentTab =
            "<tab idMso='TabAppointment' label='Appointment'>" +
            "<group idMso='GroupActions' label='Actions'><button idMso='SaveAndClose' label='Save &amp;&amp; Close'/>" +
            "<button idMso='Delete' label='Delete'/></group></tab>";
    }
}
