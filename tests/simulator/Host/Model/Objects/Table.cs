using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The rows of a folder as they were when it was opened; a series is one row.</summary>
    public sealed class Table : OutlookObject
    {
        private readonly Filter filter;
        private Filter sought = Model.Filter.Everything;
        private List<Record> rows;
        private int at;

        internal Table(Core core, Folder folder, string filter)
            : this(core, folder, Filter.Parse(core, filter), Columns.Usual(folder.Record))
        {
        }

        private Table(Core core, Folder folder, Filter filter, IEnumerable<string> columns)
            : base(core, Kind.Table, folder)
        {
            this.filter = filter;
            Columns = new Columns(core, this, columns);
            rows = core.Mailbox.In(folder.Record.Key, RecordKind.Item)
                .Where(record => filter.Takes(new RecordBag(record, folder.Record))).ToList();
        }

        public Columns Columns { get; }

        public bool EndOfTable
        {
            get
            {
                Enter();
                return at >= rows.Count;
            }
        }

        public int GetRowCount()
        {
            Enter();
            return rows.Count;
        }

        public void MoveToStart()
        {
            Enter();
            at = 0;
        }

        public Row GetNextRow()
        {
            Enter();
            return at < rows.Count ? new Row(Core, this, Values(rows[at++])) : null;
        }

        /// <summary>The next rows, at most as many as asked for: a row a line, counted from 0.</summary>
        public object GetArray(int MaxRows)
        {
            Enter();
            Core.Pump();
            var count = Math.Min(MaxRows, rows.Count - at);
            var cells = new object[count, Columns.All().Count];
            for (var row = 0; row < count; row++, at++)
            {
                var values = Values(rows[at]);
                for (var column = 0; column < values.Length; column++)
                {
                    cells[row, column] = values[column];
                }
            }
            return cells;
        }

        public Row FindRow(string Filter)
        {
            MoveToStart();
            sought = Model.Filter.Parse(Core, Filter);
            return FindNextRow();
        }

        public Row FindNextRow()
        {
            Enter();
            while (at < rows.Count && !sought.Takes(new RecordBag(rows[at], Folder)))
            {
                at++;
            }
            return GetNextRow();
        }

        public Table Restrict(string Filter)
        {
            Enter();
            var names = Columns.All().Select(column => column.Name).ToList();
            return new Table(Core, (Folder)Parent, filter.And(Model.Filter.Parse(Core, Filter)), names);
        }

        public void Sort(string SortProperty, object Descending = null)
        {
            Enter();
            var field = ItemNames.FieldOf(SortProperty.Trim('[', ']'));
            var ordered = rows.OrderBy(row => new RecordBag(row, Folder).Get(field)).ToList();
            if (Convert.ToBoolean(Descending, CultureInfo.InvariantCulture))
            {
                ordered.Reverse();
            }
            rows = ordered;
            at = 0;
        }

        private Record Folder
        {
            get { return ((Folder)Parent).Record; }
        }

        private object[] Values(Record row)
        {
            var properties = new MapiProperties(Core.Mailbox, new RecordBag(row, Folder));
            return Columns.All().Select(column => column.Read(properties)).ToArray();
        }
    }
}
