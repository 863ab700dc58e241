using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Model.Objects;

namespace Simulator.Host.Ribbon
{
    /// <summary>Outlook's own tabs and context menus, as far as the simulator has them; idMso names are Office's.</summary>
    internal static class BuiltInRibbon
    {
        /// <summary>The kind of the main window's ribbon.</summary>
        public const string Explorer = "Microsoft.Outlook.Explorer";

        /// <summary>The kind of an appointment's ribbon.</summary>
        public const string Appointment = "Microsoft.Outlook.Appointment";

        /// <summary>The kind of the ribbon of a mail that is being written.</summary>
        public const string Compose = "Microsoft.Outlook.Mail.Compose";

        /// <summary>The kind of the ribbon of a mail that is being read.</summary>
        public const string Read = "Microsoft.Outlook.Mail.Read";

        private const string Head = "<customUI xmlns='http://schemas.microsoft.com/office/2009/07/customui'><ribbon><tabs>";
        private const string Tail = "</tabs></ribbon>";
        private const string End = "</customUI>";
        private const string AddIns = "<tab idMso='TabAddIns' label='Add-ins'/>";

        /// <summary>The tabs and menus of one kind of window.</summary>
        public static RibbonDocument For(string ribbonId)
        {
            return RibbonDocument.Parse(Head + Own[ribbonId] + AddIns + Tail + (ribbonId == Explorer ? Menus : "") + End);
        }

        /// <summary>The context menu of what is chosen in a list, "" of nothing: several items, of whatever kind, have one of their own.</summary>
        public static string MenuOf(ICollection<object> chosen)
        {
            return chosen.Count > 1 ? "ContextMenuMultipleItems" : chosen.Select(MenuOf).FirstOrDefault() ?? "";
        }

        /// <summary>The kind of ribbon in an item's window.</summary>
        public static string Of(object item)
        {
            var mail = item as MailItem;
            return mail == null ? Appointment : mail.Sent ? Read : Compose;
        }

        private static string MenuOf(object item)
        {
            return item is AppointmentItem ? "ContextMenuCalendarItem"
                : item is ContactItem ? "ContextMenuContactItem"
                : item is TaskItem ? "ContextMenuTaskItem" : "ContextMenuMailItem";
        }

        private const string Delete = "<button idMso='Delete' label='&amp;Delete'/></contextMenu>";
        private const string Categorise = "<button idMso='CategorizeMenu' label='Ca&amp;tegorize'/>";

        private const string Menus =
            "<contextMenus><contextMenu idMso='ContextMenuCalendarItem'><button idMso='OpenSelectedItems' label='&amp;Open'/>" +
            "<button idMso='FilePrintQuick' label='Quick &amp;Print'/><button idMso='Private' label='Pri&amp;vate'/>" + Categorise + Delete +
            "<contextMenu idMso='ContextMenuContactItem'><button idMso='ContactCardEditContact' label='Edit &amp;Contact'/>" +
            "<button idMso='Forward' label='For&amp;ward Contact'/>" + Categorise + Delete +
            "<contextMenu idMso='ContextMenuMailItem'><button idMso='Copy' label='&amp;Copy'/><button idMso='FilePrintQuick' label='Quick &amp;Print'/>" +
            "<button idMso='Reply' label='&amp;Reply'/><button idMso='ReplyAll' label='Reply &amp;All'/>" +
            "<button idMso='Forward' label='For&amp;ward'/><button idMso='MarkAsUnread' label='Mark as U&amp;nread'/>" + Categorise + Delete +
            "<contextMenu idMso='ContextMenuMultipleItems'><button idMso='OpenSelectedItems' label='&amp;Open Selected Items'/>" +
            Categorise + Delete + "</contextMenus>";

        private const string CalendarTab =
            "<tab idMso='TabCalendar' label='Home'>" +
            "<group idMso='GroupCalendarNew' label='New'><button idMso='NewAppointment' label='New Appointment'/></group>" +
            "<group idMso='GroupCalendarDelete' label='Delete'><button idMso='Delete' label='Delete'/></group></tab>";

        private const string AppointmentTab =
            "<tab idMso='TabAppointment' label='Appointment'>" +
            "<group idMso='GroupActions' label='Actions'><button idMso='SaveAndClose' label='Save &amp;&amp; Close'/>" +
            "<button idMso='Delete' label='Delete'/></group></tab>";

        private const string ComposeTab =
            "<tab idMso='TabNewMailMessage' label='Message'>" +
            "<group idMso='GroupClipboard' label='Actions'><button idMso='FileSave' label='Save'/></group></tab>";

        private const string ReadTab =
            "<tab idMso='TabReadMessage' label='Message'>" +
            "<group idMso='GroupShow' label='Actions'><button idMso='Delete' label='Delete'/></group></tab>";

        private static readonly Dictionary<string, string> Own = new Dictionary<string, string>
        {
            { Explorer, CalendarTab }, { Appointment, AppointmentTab }, { Compose, ComposeTab }, { Read, ReadTab },
        };
    }
}
