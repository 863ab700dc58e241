using System;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;
using OutlookCrm.Ribbon;

namespace OutlookCrm
{
    /// <summary>
    /// What Outlook creates and calls: every public method here is an entry point, and hands on at once.
    /// AutoDispatch is the kind of class that Office finds a ribbon's callbacks on without a type library.
    /// </summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.AutoDispatch)]
    [Guid("B3A6E0C4-8D52-4C1B-9E37-2F5D7A60C918"), ProgId("OutlookCrm.Connect")]
    public sealed class Connect : IDTExtensibility2, IRibbonExtensibility, ICustomTaskPaneConsumer
    {
        private readonly StartupClock clock = new StartupClock();
        private AddIn addIn;

        /// <inheritdoc />
        public void OnConnection(object application, ExtConnectMode mode, object ownEntry, ref Array custom)
        {
            var began = clock.Begin();
            try
            {
                addIn?.Disconnect();
                addIn = new AddIn(application, clock);
                if (mode != ExtConnectMode.Startup) addIn.Complete();
            }
            catch (Exception)
            {
                // The COM border. Without an AddIn, which has the log, the other entries do nothing.
                addIn = null;
            }
            clock.End(nameof(OnConnection), began);
        }

        /// <inheritdoc />
        public void OnDisconnection(int mode, ref Array custom) => Hand(nameof(OnDisconnection), to => to.Disconnect());

        /// <inheritdoc />
        public void OnAddInsUpdate(ref Array custom)
        {
        }

        /// <inheritdoc />
        public void OnStartupComplete(ref Array custom) => Hand(nameof(OnStartupComplete), to => to.Complete());

        /// <inheritdoc />
        public void OnBeginShutdown(ref Array custom) => Hand(nameof(OnBeginShutdown), to => to.Stop());

        /// <inheritdoc />
        public void CTPFactoryAvailable(ICTPFactory factory) =>
            Hand(nameof(CTPFactoryAvailable), to => to.PaneFactory = factory);

        /// <inheritdoc />
        public string GetCustomUI(string ribbonId) =>
            Ask(nameof(GetCustomUI), "", of => RibbonModel.CustomUI(ribbonId));

        /// <summary>Ribbon: one kind of window has its ribbon.</summary>
        public void OnLoad(IRibbonUI ribbon) => Hand(nameof(OnLoad), to => to.Ribbon.Loaded(ribbon));

        /// <summary>Ribbon: a button was clicked.</summary>
        public void OnAction(IRibbonControl control) => Hand(nameof(OnAction), to => to.Click(control.Id));

        /// <summary>Ribbon: a control's words.</summary>
        public string GetLabel(IRibbonControl control) => Ask(nameof(GetLabel), "", of => of.Ribbon.Of(control).Label ?? "");

        /// <summary>Ribbon: the short help.</summary>
        public string GetScreentip(IRibbonControl control) =>
            Ask(nameof(GetScreentip), "", of => of.Ribbon.Of(control).Screentip ?? "");

        /// <summary>Ribbon: the long help.</summary>
        public string GetSupertip(IRibbonControl control) =>
            Ask(nameof(GetSupertip), "", of => of.Ribbon.Of(control).Supertip ?? "");

        /// <summary>Ribbon: whether a control can be used.</summary>
        public bool GetEnabled(IRibbonControl control) =>
            Ask(nameof(GetEnabled), false, of => of.Ribbon.Of(control).Enabled ?? true);

        /// <summary>Ribbon: whether a control is there.</summary>
        public bool GetVisible(IRibbonControl control) =>
            Ask(nameof(GetVisible), true, of => of.Ribbon.Shows(control));

        /// <summary>Ribbon: a control's picture, as a Bitmap, which Office takes like an IPictureDisp.</summary>
        public object GetImage(IRibbonControl control) => Ask<object>(nameof(GetImage), null, of => of.Ribbon.Image(control));

        /// <summary>Ribbon: a button of an appointment's window was clicked.</summary>
        public void OnInspectorAction(IRibbonControl control) =>
            Hand(nameof(OnInspectorAction), to => to.Window(control)?.Click(control.Id));

        /// <summary>Ribbon: the pane is wanted, or no longer.</summary>
        public void OnTogglePane(IRibbonControl control, bool pressed) =>
            Hand(nameof(OnTogglePane), to => to.Window(control)?.ShowPane(pressed));

        /// <summary>Ribbon: whether the pane is shown.</summary>
        public bool GetPaneShown(IRibbonControl control) =>
            Ask(nameof(GetPaneShown), false, of => of.Window(control)?.PaneShown ?? false);

        /// <summary>Ribbon: a value was chosen in a list.</summary>
        public void OnChoose(IRibbonControl control, string itemId, int index) => Hand(nameof(OnChoose), to =>
        {
            ControlState list = to.Ribbon.Of(control);
            to.Window(control)?.Choose(list.Cell, list.Offered[index].Value);
        });

        /// <summary>Ribbon: how many values a list offers.</summary>
        public int GetItemCount(IRibbonControl control) =>
            Ask(nameof(GetItemCount), 0, of => of.Ribbon.Of(control).Offered.Length);

        /// <summary>Ribbon: how one of a list's values reads.</summary>
        public string GetItemLabel(IRibbonControl control, int index) =>
            Ask(nameof(GetItemLabel), "", of => of.Ribbon.Of(control).Offered[index].Text);

        /// <summary>Ribbon: which of a list's values is the item's; -1 for none.</summary>
        public int GetSelectedItemIndex(IRibbonControl control) => Ask(nameof(GetSelectedItemIndex), -1, of =>
        {
            ControlState list = of.Ribbon.Of(control);
            string value = of.Window(control)?.ValueOf(list.Cell);
            return Array.FindIndex(list.Offered, choice => choice.Value == value);
        });

        /// <summary>Ribbon: a command of a context menu was chosen.</summary>
        public void OnItemsAction(IRibbonControl control) => Hand(nameof(OnItemsAction), to => to.ClickOnItems(control));

        private T Ask<T>(string entry, T otherwise, Func<AddIn, T> work)
        {
            AddIn of = addIn;
            return of == null ? otherwise : of.Guard(entry, otherwise, () => work(of));
        }

        private void Hand(string entry, Action<AddIn> work) => Ask(entry, true, to =>
        {
            work(to);
            return true;
        });
    }
}
