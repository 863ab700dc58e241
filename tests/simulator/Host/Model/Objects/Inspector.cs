namespace Simulator.Host.Model.Objects
{
    /// <summary>The window of one item.</summary>
    public sealed class Inspector : OutlookObject
    {
        internal Inspector(Core core, OutlookItem item)
            : base(core, Kind.Inspector, core.Application)
        {
            OpenItem = item;
        }

        public object CurrentItem
        {
            get
            {
                Enter();
                return OpenItem;
            }
        }

        public string Caption
        {
            get { return OpenItem.Subject == "" ? "Untitled" : OpenItem.Subject; }
        }

        internal OutlookItem OpenItem { get; }

        public void Activate()
        {
            Display();
        }

        public void Display(object Modal = null)
        {
            Enter();
            Show();
        }

        public void Close(int SaveMode)
        {
            OpenItem.Close(SaveMode);
        }

        internal bool Shows(OutlookItem item)
        {
            return OpenItem == item || (item.Record != null && OpenItem.Record == item.Record);
        }

        internal void Show()
        {
            if (Core.Application.Inspectors.Shown(OpenItem) == null)
            {
                Core.Application.Inspectors.Opened(this);
            }
            Core.Desktop.ShowInspector(this, OpenItem);
        }

        internal void Hide()
        {
            Core.Desktop.CloseInspector(this);
        }
    }
}
