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

        internal Record ShownFolder { get; private set; }

        public void SelectFolder(Folder Folder)
        {
            CurrentFolder = Folder;
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
