using System;
using System.Collections;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Rows to read: each an array of cells; the choices' texts are the headings.</summary>
    public sealed class RowsView : FieldView
    {
        private static readonly Size SizeAtDesign = new Size(420, 150);

        private readonly ListView list;

        /// <summary>Makes the list.</summary>
        public RowsView(FieldRecord field)
            : base(field, new ListView { Size = SizeAtDesign, View = View.Details, FullRowSelect = true, MultiSelect = false })
        {
            list = (ListView)Control;
            foreach (ChoiceRecord heading in field.Choices ?? new ChoiceRecord[0]) list.Columns.Add(heading.Text);
            if (list.Columns.Count == 0) list.HeaderStyle = ColumnHeaderStyle.None;
            Show(field.Value);
        }

        /// <summary>The number of the chosen row, or -1.</summary>
        public override string ValueAsJson() => AsJson(list.SelectedIndices.Count > 0 ? list.SelectedIndices[0] : -1);

        /// <inheritdoc />
        public override void Show(object value)
        {
            var rows = (value as IEnumerable ?? new object[0]).Cast<object>().Select(Cells).ToList();
            list.Items.Clear();
            while (list.Columns.Count < rows.Select(row => row.Length).DefaultIfEmpty(1).Max()) list.Columns.Add("");
            foreach (string[] row in rows) list.Items.Add(new ListViewItem(row));
            list.AutoResizeColumns(ColumnHeaderAutoResizeStyle.HeaderSize);
        }

        private static string[] Cells(object row) => row is string || !(row is IEnumerable)
            ? new[] { Convert.ToString(row) }
            : ((IEnumerable)row).Cast<object>().Select(Convert.ToString).ToArray();
    }
}
