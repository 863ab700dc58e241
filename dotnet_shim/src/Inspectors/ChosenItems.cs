using System;
using System.Collections.Generic;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;

namespace OutlookCrm.Inspectors
{
    /// <summary>The appointments, contacts or mails that are chosen where a context menu was opened.</summary>
    public static class ChosenItems
    {
        private const int Appointment = 26; // olAppointment
        private const int Contact = 40;     // olContact
        private const int Mail = 43;        // olMail
        private const int Most = 100;       // a click must not keep Outlook long

        /// <summary>The click, with what it was made on; the context is a Selection and is Outlook's.</summary>
        public static ItemsClick Of(IRibbonControl control)
        {
            dynamic selection = control.Context;
            int count = selection.Count;
            var ids = new List<string>();
            for (int at = 1; at <= Math.Min(count, Most); at++)
                using (Held held = new Held(selection.Item(at))) Add(held.It, ids);
            return new ItemsClick { Control = control.Id, Ids = ids.ToArray() };
        }

        private static void Add(dynamic item, List<string> ids)
        {
            int kind = item.Class;
            if (kind != Appointment && kind != Contact && kind != Mail) return;
            string id = item.EntryID;
            ids.Add(id);
        }
    }
}
