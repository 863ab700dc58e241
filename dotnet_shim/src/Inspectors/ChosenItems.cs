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
        private const int Folder = 2;       // olFolder
        private const int Appointment = 26; // olAppointment
        private const int Contact = 40;     // olContact
        private const int Mail = 43;        // olMail
        private const int Most = 100;       // a click must not keep Outlook long

        private static readonly Dictionary<string, int> Kinds = new Dictionary<string, int>
        {
            { "appointment", Appointment }, { "contact", Contact }, { "mail", Mail },
        };

        /// <summary>
        /// Whether the first of them is of that kind, by its name at the seam: Outlook has one menu for several
        /// items of any kind, and that of one mail is a meeting request's, too.
        /// </summary>
        public static bool Are(string kind, IRibbonControl control)
        {
            dynamic selection = control.Context;
            int count = selection == null ? 0 : selection.Count;
            if (count == 0) return false;
            using (Held held = new Held(selection.Item(1)))
            {
                int its = held.It.Class;
                return Kinds.TryGetValue(kind, out int wanted) && its == wanted;
            }
        }

        /// <summary>The click, with what it was made on; the context is a Selection and is Outlook's.</summary>
        public static ItemsClick Of(IRibbonControl control)
        {
            dynamic selection = control.Context;
            int count = selection.Count;
            var click = new ItemsClick { Control = control.Id, Count = count };
            if (count > Most) return click;
            var ids = new List<string>();
            for (int at = 1; at <= count; at++)
                using (Held held = new Held(selection.Item(at)))
                    if (Add(held.It, ids) && ids.Count == 1) Place(held.It, click);
            click.Ids = ids.ToArray();
            return click;
        }

        private static bool Add(dynamic item, List<string> ids)
        {
            int kind = item.Class;
            if (kind != Appointment && kind != Contact && kind != Mail) return false;
            string id = item.EntryID;
            ids.Add(id);
            return true;
        }

        // The item's own folder: a search shows items of many. An occurrence's parent is its series.
        private static void Place(dynamic item, ItemsClick click)
        {
            using (Held held = new Held(item.Parent))
            {
                dynamic parent = held.It;
                int kind = parent == null ? 0 : parent.Class;
                if (kind == Appointment) Place(parent, click);
                if (kind != Folder) return;
                click.Folder = parent.EntryID;
                click.Store = parent.StoreID;
            }
        }
    }
}
