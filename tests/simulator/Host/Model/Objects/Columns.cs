using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The columns of a table.</summary>
    public sealed class Columns : OutlookCollection<Column>
    {
        private static readonly string[] Always = { "EntryID", "Subject", "CreationTime", "LastModificationTime", "MessageClass" };
        private static readonly string[] OfCalendars = { "Start", "End", "IsRecurring" };

        // What Outlook computes, or what is too large for a row.
        private static readonly HashSet<string> NotOffered = new HashSet<string>
        {
            "Body", "HTMLBody", "RTFBody", "Parent", "Recipients", "Attachments", "StartUTC", "EndUTC", "Saved", "Duration",
        };

        private readonly List<Column> columns;

        internal Columns(Core core, Table table, IEnumerable<string> names)
            : base(core, Kind.Columns, table)
        {
            columns = names.Select(Make).ToList();
        }

        public Column Add(string Name)
        {
            Enter();
            if (NotOffered.Contains(Name))
            {
                throw ComError.Of(ComError.BadArgument, "the property \"" + Name + "\" does not support this operation");
            }
            var column = Make(Name);
            columns.Add(column);
            return column;
        }

        public void Remove(object Index)
        {
            columns.Remove(Item(Index));
        }

        public void RemoveAll()
        {
            Enter();
            columns.Clear();
        }

        internal static IEnumerable<string> Usual(Record folder)
        {
            return folder.Of<int>(Field.ItemType) == Kind.AppointmentItem ? Always.Concat(OfCalendars) : Always;
        }

        internal override List<Column> All()
        {
            return columns;
        }

        internal override string NameOf(Column element)
        {
            return element.Name;
        }

        private Column Make(string name)
        {
            return new Column(Core, this, name);
        }
    }
}
