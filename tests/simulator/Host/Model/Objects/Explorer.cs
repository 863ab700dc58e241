using System.Linq;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>The main window.</summary>
    public sealed class Explorer : OutlookObject
    {
        internal Explorer(Core core)
            : base(core, Kind.Explorer, null)
        {
        }

        public override object Parent
        {
            get { return Core.Application; }
        }

        public Folder CurrentFolder
        {
            get
            {
                Enter();
                return Core.FolderOf(ShownFolder);
            }

            set
            {
                Enter();
                Choose(value.Record);
            }
        }

        public string Caption
        {
            get
            {
                Enter();
                return ShownFolder.Text(Field.Name) + " - Outlook";
            }
        }

        public Selection Selection
        {
            get
            {
                Enter();
                return new Selection(Core, this, Core.Desktop.Chosen.Select(Core.Mailbox.ByEntryId).Where(item => item != null));
            }
        }

        internal Record ShownFolder { get; private set; }

        public void SelectFolder(Folder Folder)
        {
            CurrentFolder = Folder;
        }

        /// <summary>An item that the window does not show is not chosen.</summary>
        public void AddToSelection(object Item)
        {
            Enter();
            Core.Desktop.Choose(Core.Desktop.Chosen.Concat(new[] { ((OutlookItem)Item).EntryID }));
        }

        public void ClearSelection()
        {
            Enter();
            Core.Desktop.Choose(new string[0]);
        }

        public bool IsFolderSelected(Folder Folder)
        {
            Enter();
            return Folder.Record == ShownFolder;
        }

        public void Close()
        {
            Enter();
            Core.Desktop.Quit();
        }

        internal void Choose(Record folder)
        {
            ShownFolder = folder;
            Core.NoteChange();
        }
    }
}
