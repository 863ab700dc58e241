using System;
using System.Collections.Generic;
using System.Linq;
using System.Windows.Forms;
using Simulator.Host.Ribbon;
using Simulator.Host.Windows;

namespace Simulator.Host.Channel
{
    /// <summary>What tests do with windows and ribbons.</summary>
    internal sealed class WindowOperations
    {
        private const int AnswerMilliseconds = 2000;

        private readonly OutlookProcess outlook;
        private readonly Desktop desktop;

        /// <summary>Makes the operations of a running Outlook.</summary>
        public WindowOperations(OutlookProcess outlook)
        {
            this.outlook = outlook;
            desktop = outlook.Desktop;
        }

        /// <summary>Adds them to the table.</summary>
        public void AddTo(IDictionary<string, Func<Request, object>> table)
        {
            table["windows"] = request => WindowHand.Open().Select(Read).Where(read => read != null).ToArray();
            table["window_set"] = Set;
            table["window_click"] = Click;
            table["window_close"] = Close;
            table["ribbon"] = request => RibbonOf(request).Tabs.Select(Describe).ToArray();
            table["menus"] = ReadMenus;
            table["row"] = request => Corners(Explorer.Agenda.PlaceOf(request.Text("item")));
            table["menu"] = request => WindowReader.Menu(Explorer.Agenda.ContextMenuStrip);
            table["click"] = ClickRibbon;
            table["choose"] = ChooseInRibbon;
            table["open_inspector"] = OpenInspector;
            table["inspector_set"] = SetInspector;
            table["inspector_close"] = CloseInspector;
        }

        private static object Set(Request request)
        {
            var form = WindowHand.Find(request.Text("window"));
            On(form, () => WindowHand.Set(WindowHand.Find(form, request.Text("control")), request.Value("value")));
            return null;
        }

        // What a click starts may be a dialog, which would not come back: it is a message of its own.
        private static object Click(Request request)
        {
            var form = WindowHand.Find(request.Text("window"));
            Control control = null;
            On(form, () => control = WindowHand.Find(form, request.Text("control")));
            if (!control.Enabled || !control.Visible)
            {
                throw new InvalidOperationException(control.Name + " takes no click now");
            }
            form.BeginInvoke(new Action(() => WindowHand.Press(control)));
            return null;
        }

        private static object Close(Request request)
        {
            var form = WindowHand.Find(request.Text("window"));
            form.BeginInvoke(new Action(form.Close));
            return null;
        }

        // A window on a thread of its own may be closing just now, and then never answers.
        private static object Read(Form form)
        {
            if (!form.InvokeRequired)
            {
                return WindowReader.Read(form);
            }
            var asked = form.BeginInvoke(new Func<object>(() => WindowReader.Read(form)));
            return asked.AsyncWaitHandle.WaitOne(AnswerMilliseconds) ? form.EndInvoke(asked) : null;
        }

        // A window of the add-in's may live on a thread of its own.
        private static void On(Form form, Action action)
        {
            if (form.InvokeRequired)
            {
                form.Invoke(action);
                return;
            }
            action();
        }

        private static object Describe(RibbonNode node)
        {
            return new
            {
                id = node.Id,
                kind = node.Kind,
                label = node.Label,
                screentip = node.Screentip,
                supertip = node.Supertip,
                enabled = node.Enabled,
                visible = node.Visible,
                pressed = node.Pressed,
                items = node.Items.ToArray(),
                selected = node.Selected < 0 || node.Selected >= node.Items.Count ? null : node.Items[node.Selected],
                built_in = node.BuiltIn,
                image = node.Image == null ? null : new[] { node.Image.Width, node.Image.Height },
                children = node.Children.Select(Describe).ToArray(),
            };
        }

        private static ExplorerForm Explorer
        {
            get { return (ExplorerForm)WindowHand.Find("Explorer"); }
        }

        private static int[] Corners(System.Drawing.Rectangle place)
        {
            return new[] { place.X, place.Y, place.Width, place.Height };
        }

        private object ReadMenus(Request request)
        {
            var ribbon = RibbonOf(request);
            ribbon.Menus.ForEach(ribbon.Refresh);
            return ribbon.Menus.Select(Describe).ToArray();
        }

        private RibbonTree RibbonOf(Request request)
        {
            var window = request.Text("window", "Explorer");
            return ((OutlookForm)WindowHand.Find(window)).Ribbon;
        }

        private object ClickRibbon(Request request)
        {
            var ribbon = RibbonOf(request);
            var node = ribbon.Find(request.Text("control"));
            ribbon.Menus.Where(menu => menu.All.Contains(node)).ToList().ForEach(ribbon.Refresh);
            if (!node.Enabled || !node.Visible)
            {
                throw new InvalidOperationException(node.Id + " takes no click now");
            }
            outlook.Post(() => ribbon.Click(node));
            return null;
        }

        private object ChooseInRibbon(Request request)
        {
            var ribbon = RibbonOf(request);
            var node = ribbon.Find(request.Text("control"));
            var index = node.Items.IndexOf(request.Text("item"));
            if (!node.Enabled || !node.Visible || index < 0)
            {
                throw new InvalidOperationException(node.Id + " does not offer this now");
            }
            outlook.Post(() => ribbon.Choose(node, index));
            return null;
        }

        private object OpenInspector(Request request)
        {
            return desktop.Open(request.Text("item", ""), request.Text("folder", "Calendar"));
        }

        private object SetInspector(Request request)
        {
            var form = (InspectorForm)WindowHand.Find(request.Text("window"));
            foreach (var field in request.Table("fields"))
            {
                Com.LateBound.Set(form.Item, field.Key, field.Value);
            }
            form.ShowItem();
            return null;
        }

        private object CloseInspector(Request request)
        {
            var form = (InspectorForm)WindowHand.Find(request.Text("window"));
            return form.CloseItem(request.Value("save") as bool? ?? true);
        }
    }
}
