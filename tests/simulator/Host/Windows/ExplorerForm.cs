using System;
using System.Drawing;
using System.Linq;
using System.Windows.Forms;
using Simulator.Host.Ribbon;

namespace Simulator.Host.Windows
{
    /// <summary>Outlook's main window: folders at the left, the chosen calendar's appointments.</summary>
    internal sealed class ExplorerForm : OutlookForm
    {
        private const int FoldersWidth = 200; // pixels
        private readonly TreeView folders = new TreeView();
        private readonly Label head = new Label();
        private readonly StatusStrip status = new StatusStrip();
        private readonly ToolStripStatusLabel count = new ToolStripStatusLabel();

        /// <summary>Makes the window for an Explorer.</summary>
        public ExplorerForm(object explorer)
            : base(explorer)
        {
            Name = "Explorer";
            Text = "Outlook";
            ClientSize = new Size(1180, 700);
            StartPosition = FormStartPosition.Manual;
            Location = new Point(20, 20);
            Agenda.DoubleClick += (sender, args) => Opened?.Invoke(this, EventArgs.Empty);
            folders.AfterSelect += (sender, args) => FolderChosen?.Invoke((string)args.Node.Tag);
        }

        /// <summary>A folder was chosen; the argument is its EntryID.</summary>
        public event Action<string> FolderChosen;

        /// <summary>The chosen appointments are to be opened.</summary>
        public event EventHandler Opened;

        /// <summary>The list of appointments.</summary>
        public AgendaView Agenda { get; } = new AgendaView();

        /// <summary>Puts the window together.</summary>
        public void Build(RibbonTree ribbon, ItemMenu menu)
        {
            Agenda.ContextMenuStrip = menu;
            head.Dock = DockStyle.Top;
            head.Height = 34;
            head.Font = new Font("Segoe UI", 13f);
            head.TextAlign = ContentAlignment.MiddleLeft;
            folders.Name = folders.AccessibleName = "Folders";
            folders.Dock = DockStyle.Fill;
            folders.BorderStyle = BorderStyle.None;
            folders.BackColor = Color.FromArgb(246, 246, 246);
            folders.HideSelection = false;
            var split = new SplitContainer { Dock = DockStyle.Fill, Size = ClientSize, FixedPanel = FixedPanel.Panel1 };
            split.SplitterDistance = FoldersWidth; // of a size that is known
            split.Panel1.Controls.Add(folders);
            split.Panel2.Padding = new Padding(8, 0, 0, 0);
            split.Panel2.Controls.Add(Agenda);
            split.Panel2.Controls.Add(head);
            status.Font = RibbonItems.Face;
            status.Items.Add(count);
            Controls.Add(split);
            Controls.Add(status);
            AddFrame(ribbon);
        }

        /// <summary>Adds a store or folder to the tree; parent is null for a store.</summary>
        public TreeNode AddFolder(TreeNode parent, string name, string entryId)
        {
            var node = (parent?.Nodes ?? folders.Nodes).Add(entryId, name);
            node.Tag = entryId;
            node.EnsureVisible();
            return node;
        }

        /// <summary>Tells which folder is shown and how much is in it.</summary>
        public void Describe(string entryId, string folder, string account, int items)
        {
            folders.SelectedNode = folders.Nodes.Find(entryId, true).FirstOrDefault();
            Text = folder + " - " + account + " - Outlook";
            head.Text = folder;
            count.Text = "Items: " + items;
        }
    }
}
