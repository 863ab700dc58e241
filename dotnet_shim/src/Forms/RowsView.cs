using System;
using System.Collections;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Rows to read and to choose one of: each an array of cells; the choices' texts are the headings.</summary>
    public sealed class RowsView : FieldView
    {
        private const int FewColumns = 2;
        private const int WidestColumnInLines = 15; // of the font's height
        private const int ColumnPadding = 14;
        private static readonly Size SmallAtDesign = new Size(420, 150);
        private static readonly Size LargeAtDesign = new Size(700, 190);

        private readonly ListView list;
        private bool filling;

        /// <summary>Makes the list.</summary>
        public RowsView(FieldRecord field)
            : base(field, new ListView
            {
                Size = (field.Choices ?? new ChoiceRecord[0]).Length > FewColumns ? LargeAtDesign : SmallAtDesign,
                View = View.Details, FullRowSelect = true, MultiSelect = false, HideSelection = false,
            })
        {
            list = (ListView)Control;
            foreach (ChoiceRecord heading in field.Choices ?? new ChoiceRecord[0]) list.Columns.Add(heading.Text);
            if (list.Columns.Count == 0) list.HeaderStyle = ColumnHeaderStyle.None;
            Show(field.Value);
            list.SizeChanged += (sender, args) => FitColumns();
            list.SelectedIndexChanged += (sender, args) =>
            {
                if (!filling && Chosen >= 0) TellEdited(); // between two rows none is chosen for a moment
            };
        }

        private int Chosen => list.SelectedIndices.Count > 0 ? list.SelectedIndices[0] : -1;

        /// <summary>The number of the chosen row, or -1.</summary>
        public override string ValueAsJson() => AsJson(Chosen);

        /// <summary>Shows other rows; none of them is chosen.</summary>
        public override void Show(object value)
        {
            var rows = (value as IEnumerable ?? new object[0]).Cast<object>().Select(Cells).ToList();
            filling = true;
            list.BeginUpdate();
            list.Items.Clear();
            while (list.Columns.Count < rows.Select(row => row.Length).DefaultIfEmpty(1).Max()) list.Columns.Add("");
            list.Items.AddRange(rows.Select(row => new ListViewItem(row)).ToArray());
            FitColumns();
            list.EndUpdate();
            filling = false;
        }

        // The last column takes what the others leave.
        private void FitColumns()
        {
            int left = list.ClientSize.Width - SystemInformation.VerticalScrollBarWidth;
            foreach (ColumnHeader column in list.Columns)
            {
                bool isLast = column.Index == list.Columns.Count - 1;
                column.Width = isLast ? Math.Max(left, WidthOf(column)) : WidthOf(column);
                left -= column.Width;
            }
        }

        // As wide as its longest text; but one long cell must not push the others out of sight.
        private int WidthOf(ColumnHeader column)
        {
            var texts = list.Items.Cast<ListViewItem>().Where(row => row.SubItems.Count > column.Index)
                .Select(row => row.SubItems[column.Index].Text).Concat(new[] { column.Text });
            int wide = texts.Max(text => TextRenderer.MeasureText(text, list.Font).Width) + ColumnPadding;
            return column.Index < list.Columns.Count - 1 ? Math.Min(wide, WidestColumnInLines * list.Font.Height) : wide;
        }

        private static string[] Cells(object row) => row is string || !(row is IEnumerable)
            ? new[] { Convert.ToString(row) }
            : ((IEnumerable)row).Cast<object>().Select(Convert.ToString).ToArray();
    }
}
