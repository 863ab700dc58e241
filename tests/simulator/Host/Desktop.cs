using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Windows.Forms;
using Simulator.Host.AddIns;
using Simulator.Host.Model;
using Simulator.Host.Ribbon;
using Simulator.Host.Windows;

namespace Simulator.Host
{
    /// <summary>Outlook's windows: the main one and one for each open appointment.</summary>
    internal sealed class Desktop
    {
        private const int RedrawMilliseconds = 50; // many changes are drawn once
        private readonly OutlookProcess outlook;
        private readonly List<InspectorForm> inspectors = new List<InspectorForm>();
        private readonly Timer redraw = new Timer { Interval = RedrawMilliseconds };
        private ExplorerForm explorer;
        private int opened;

        /// <summary>Makes the windows' place; nothing is shown yet.</summary>
        public Desktop(OutlookProcess outlook, OutlookModel model)
        {
            this.outlook = outlook;
            Model = model;
            model.Attach(this);
        }

        /// <summary>What the windows show.</summary>
        public OutlookModel Model { get; }

        /// <summary>The appointments' windows, the oldest first.</summary>
        public IEnumerable<InspectorForm> Inspectors
        {
            get { return inspectors; }
        }

        /// <summary>The EntryIDs of what is chosen in the main window.</summary>
        public IEnumerable<string> Chosen
        {
            get { return explorer.Agenda.Chosen; }
        }

        /// <summary>Chooses these in the main window, and nothing else.</summary>
        public void Choose(IEnumerable<string> entryIds)
        {
            explorer.Agenda.Choose(entryIds.ToList());
        }

        /// <summary>Shows the main window at the default calendar.</summary>
        public void ShowExplorer()
        {
            explorer = new ExplorerForm(Model.Explorer);
            var ribbon = outlook.OpenRibbon(BuiltInRibbon.Explorer, Model.Explorer);
            ribbon.BuiltInClicked += OnExplorerButton;
            explorer.Build(ribbon, new ItemMenu(ribbon, () => BuiltInRibbon.MenuOf(ChosenItems().ToList())));
            explorer.FolderChosen += ShowFolder;
            explorer.Opened += (sender, args) => OpenChosen();
            explorer.FormClosed += (sender, args) => outlook.Quit(false);
            AddFolders();
            Refresh();
            redraw.Tick += (sender, args) => outlook.AsHost(RefreshLater);
            Model.Changed += redraw.Start;
            explorer.Show();
        }

        /// <summary>Shows an appointment's window, made by the model's Inspector.</summary>
        public void ShowInspector(object inspector, object item)
        {
            var form = inspectors.FirstOrDefault(other => ReferenceEquals(other.Window, inspector));
            if (form != null)
            {
                form.Activate();
                return;
            }
            form = new InspectorForm(inspector, item) { Name = "Inspector " + ++opened };
            inspectors.Add(form);
            var ribbon = outlook.OpenRibbon(form.RibbonId, inspector);
            ribbon.BuiltInClicked += id => Press(form, id);
            form.CloseItem = save => Model.CloseItem(item, save);
            form.Build(ribbon);
            form.FormClosed += (sender, args) => Forget(form);
            form.Activated += (sender, args) => Model.InspectorActivated(inspector);
            form.Show(explorer);
        }

        /// <summary>Opens an appointment by its EntryID, or a new one of a folder; answers its window's name.</summary>
        public string Open(string entryId, string folder)
        {
            var item = entryId == "" ? Model.New(folder) : Model.Item(entryId);
            Model.Display(item);
            return inspectors.Last(form => ReferenceEquals(form.Window, Model.InspectorOf(item))).Name;
        }

        /// <summary>The window of an Inspector is to go away.</summary>
        public void CloseInspector(object inspector)
        {
            inspectors.FirstOrDefault(form => ReferenceEquals(form.Window, inspector))?.Close();
        }

        /// <summary>The window a task pane is asked for: the Explorer's or an Inspector's, or the active one for null.</summary>
        public IPaneArea AreaOf(object window)
        {
            var forms = inspectors.Cast<OutlookForm>().Concat(new[] { explorer });
            return forms.FirstOrDefault(form => window == null ? form == Form.ActiveForm : ReferenceEquals(form.Window, window))
                ?? (window == null ? explorer : throw new COMException("no such window", unchecked((int)0x80070057)));
        }

        /// <summary>Somebody asks Outlook to quit.</summary>
        public void Quit()
        {
            outlook.Post(() => outlook.Quit(false));
        }

        /// <summary>Closes every window.</summary>
        public void Close()
        {
            redraw.Dispose();
            foreach (var form in inspectors.ToList())
            {
                form.Close();
            }
            explorer?.Close();
        }

        private void Press(InspectorForm form, string button)
        {
            if (button == "Delete")
            {
                Model.DeleteItem(form.Item);
                form.Close();
                return;
            }
            form.CloseItem(true);
        }

        private void Forget(InspectorForm form)
        {
            inspectors.Remove(form);
            outlook.CloseRibbon(form.RibbonId, form.Ribbon);
            Model.InspectorClosed(form.Window);
        }

        private void AddFolders()
        {
            foreach (var store in Model.Stores())
            {
                var node = explorer.AddFolder(null, store.Name, store.EntryId);
                foreach (var folder in store.Folders)
                {
                    explorer.AddFolder(node, folder.Name, folder.EntryId);
                }
            }
        }

        private void ShowFolder(string entryId)
        {
            if (entryId != Model.CurrentFolder)
            {
                Model.CurrentFolder = entryId;
                Refresh();
            }
        }

        private void RefreshLater()
        {
            redraw.Stop();
            Refresh();
        }

        private void Refresh()
        {
            var rows = Model.Agenda().ToList();
            explorer.Agenda.Fill(rows);
            explorer.Describe(Model.CurrentFolder, Model.CurrentFolderName, Model.Account, rows.Count);
        }

        private IEnumerable<object> ChosenItems()
        {
            return explorer.Agenda.Chosen.Select(Model.Item);
        }

        private void OpenChosen()
        {
            foreach (var item in ChosenItems())
            {
                Model.Display(item);
            }
        }

        private void OnExplorerButton(string id)
        {
            switch (id)
            {
                case "NewAppointment":
                    Model.Display(Model.New(Model.CurrentFolder));
                    break;
                case "OpenSelectedItems":
                    OpenChosen();
                    break;
                case "Delete":
                    explorer.Agenda.Chosen.ToList().ForEach(Model.Delete);
                    break;
            }
        }
    }
}
