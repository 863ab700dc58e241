using System;
using System.Collections.Generic;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>The pages of a window as tabs, all of the size that the largest page needs.</summary>
    public sealed class PageTabs : TabControl
    {
        private readonly List<Control> contents = new List<Control>();
        private bool fitting;
        private bool changed;

        /// <summary>Draws the pages; drawn learns of each field's row.</summary>
        public PageTabs(IEnumerable<PageRecord> pages, Action<FieldRow> drawn)
        {
            Name = "pages";
            foreach (PageRecord page in pages) Add(page, drawn);
            Fit();
        }

        /// <summary>Turns to the page that a control stands on.</summary>
        public void TurnTo(Control control)
        {
            TabPage page = TabPages.Cast<TabPage>().FirstOrDefault(one => one.Contains(control));
            if (page != null) SelectedTab = page;
        }

        private void Add(PageRecord record, Action<FieldRow> drawn)
        {
            var page = new TabPage(record.Title) { AccessibleName = record.Title, UseVisualStyleBackColor = true };
            Control content = SectionGrid.Of(record.Sections, drawn);
            content.Anchor = AnchorStyles.Left | AnchorStyles.Top;
            content.Location = new Point(Margin.Left + 3, Margin.Top + 3);
            page.Controls.Add(content);
            TabPages.Add(page);
            contents.Add(content);
            content.SizeChanged += (sender, args) => Fit(); // a message beside a field makes it taller
        }

        /// <summary>Takes the size that the largest page needs now.</summary>
        public void Fit()
        {
            if (contents == null || contents.Count == 0) return; // the base class asks while it is made
            changed = true;
            if (fitting) return; // what grows by being fitted is fitted once more
            fitting = true;
            while (changed)
            {
                changed = false;
                Size = Needed();
            }
            fitting = false;
        }

        private Size Needed()
        {
            int wide = contents.Max(content => content.Left + Math.Max(content.Width, content.PreferredSize.Width)) + Margin.Right + 3;
            int high = contents.Max(content => content.Top + Math.Max(content.Height, content.PreferredSize.Height)) + Margin.Bottom + 3;
            Rectangle inner = DisplayRectangle;
            return new Size(Math.Max(wide + Width - inner.Width, TabsWidth()), high + Height - inner.Height);
        }

        // With the tabs in two rows the pages would jump.
        private int TabsWidth() => TabPages.Cast<TabPage>().Sum(page => TextRenderer.MeasureText(page.Text, Font).Width + 20) + 8;
    }
}
