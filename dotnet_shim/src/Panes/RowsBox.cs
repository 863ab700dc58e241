using System;
using System.Collections.Generic;
using System.Drawing;
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
            BackColor = SystemColors.Window;
            Visible = false;
        }

        /// <summary>The first row; null when there is none.</summary>
        public object First => Items.Count > 0 ? Items[0] : null;

        /// <summary>Its height when it is full.</summary>
        public int Tallest => HeightOf(most);

        /// <summary>Replaces the rows.</summary>
        public void Fill(IEnumerable<object> rows)
        {
            object[] all = rows.ToArray();
            BeginUpdate();
            Items.Clear();
            Items.AddRange(all);
            EndUpdate();
            Fit();
            Visible = all.Length > 0;
        }

        /// <summary>Gives it the focus, at the first row if none is chosen; always true.</summary>
        public bool Begin()
        {
            if (SelectedIndex < 0 && Items.Count > 0) SelectedIndex = 0;
            if (!Focused) Focus();
            return true;
        }

        /// <inheritdoc />
        protected override void OnFontChanged(EventArgs args)
        {
            base.OnFontChanged(args);
            Fit(); // filled before it stood in its window, it had another font
        }

        /// <inheritdoc />
        protected override void OnHandleCreated(EventArgs args)
        {
            base.OnHandleCreated(args);
            Fit(); // the window was scaled meanwhile, and this height is of the scaled font already
        }

        private void Fit() => Height = HeightOf(Math.Min(most, Math.Max(1, Items.Count)));

        private int HeightOf(int rows) => rows * ItemHeight + Edges;
    }
}
