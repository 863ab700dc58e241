using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Objects;
using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>The kinds of items there are: one row a class.</summary>
    internal sealed class ItemClass
    {
        private const int Arrives = -1; // no program makes one

        private static readonly ItemClass[] Rows =
        {
            new ItemClass("IPM.Appointment", Kind.AppointmentItem, AppointmentItem.Defaults, (core, state) => new AppointmentItem(core, state)),
            new ItemClass("IPM.Contact", Kind.ContactItem, ContactItem.Defaults, (core, state) => new ContactItem(core, state)),
            new ItemClass("IPM.Note", Kind.MailItem, MailItem.Defaults, (core, state) => new MailItem(core, state)),
            new ItemClass("IPM.Task", Kind.TaskItem, TaskItem.Defaults, (core, state) => new TaskItem(core, state)),
            new ItemClass("IPM.Post", Kind.PostItem, PostItem.Defaults, (core, state) => new PostItem(core, state)),
            new ItemClass("IPM.Schedule.Meeting", Arrives, null, (core, state) => new MeetingItem(core, state)),
            new ItemClass("REPORT", Arrives, null, (core, state) => new ReportItem(core, state)),
        };

        private readonly string messageClass;
        private readonly int itemType;
        private readonly Func<Core, Dictionary<string, object>> defaults;
        private readonly Func<Core, ItemState, OutlookItem> open;

        private ItemClass(
            string messageClass, int itemType, Func<Core, Dictionary<string, object>> defaults, Func<Core, ItemState, OutlookItem> open)
        {
            this.messageClass = messageClass;
            this.itemType = itemType;
            this.defaults = defaults;
            this.open = open;
        }

        /// <summary>Opens a saved item as the class that its MessageClass names.</summary>
        public static OutlookItem Open(Core core, Record record)
        {
            return Open(core, new ItemState(record, core.Mailbox[record.Parent]));
        }

        /// <summary>Makes the object of an item in memory.</summary>
        public static OutlookItem Open(Core core, ItemState state)
        {
            var name = state.Of<string>("MessageClass");
            var row = Rows.FirstOrDefault(each => name == each.messageClass || name.StartsWith(each.messageClass + ".", StringComparison.Ordinal));
            return row == null ? throw ComError.Of(ComError.Failed, "no class for " + name) : row.open(core, state);
        }

        /// <summary>The message class of an OlItemType.</summary>
        public static string MessageClassOf(int itemType)
        {
            return Rows.FirstOrDefault(each => each.itemType == itemType)?.messageClass ?? "IPM.Note";
        }

        /// <summary>Makes an item of an OlItemType in a folder, not saved yet.</summary>
        public static OutlookItem Make(Core core, Record folder, int itemType)
        {
            var row = Rows.FirstOrDefault(each => each.itemType == itemType);
            if (row == null)
            {
                throw ComError.Of(ComError.BadArgument, "no items of type " + itemType);
            }
            var values = row.defaults(core);
            values["MessageClass"] = row.messageClass;
            return row.open(core, new ItemState(folder, values));
        }
    }
}
