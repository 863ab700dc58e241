using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Panes
{
    /// <summary>A list that is as high as its rows, up to a number of them, and hidden while it has none.</summary>
    public sealed class RowsBox : ListBox
    {
        private const int Edges = 4;

        private readonly int most;

        /// <summary>Shows so many rows at once.</summary>
        public RowsBox(int most)
        {
            this.most = most;
            IntegralHeight = false;
            HorizontalScrollbar = false;
            Visible = false;
        }

        /// <summary>The first row; null when there is none.</summary>
        public object First => Items.Count > 0 ? Items[0] : null;

        /// <summary>Replaces the rows.</summary>
        public void Fill(IEnumerable<object> rows)
        {
            object[] all = rows.ToArray();
            BeginUpdate();
            Items.Clear();
            Items.AddRange(all);
            EndUpdate();
            Height = Math.Min(most, Math.Max(1, all.Length)) * ItemHeight + Edges;
            Visible = all.Length > 0;
        }

        /// <summary>Gives it the focus, at the first row if none is chosen; always true.</summary>
        public bool Begin()
        {
            if (SelectedIndex < 0 && Items.Count > 0) SelectedIndex = 0;
            if (!Focused) Focus();
            return true;
        }
    }
}
