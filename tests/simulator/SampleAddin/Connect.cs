using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Drawing;
using System.Runtime.InteropServices;
using System.Threading;
using System.Windows.Forms;

namespace SampleAddin
{
    /// <summary>A small add-in that does each thing the simulated Outlook must show or notice.</summary>
    [ComVisible(true), Guid("7C0F6C5B-5B0C-4C39-8E6F-0B4E7C8F1A01"), ProgId("SampleAddin.Connect")]
    [ClassInterface(ClassInterfaceType.None), ComDefaultInterface(typeof(ICallbacks))]
    public sealed class Connect : IDTExtensibility2, IRibbonExtensibility, ICustomTaskPaneConsumer, ICallbacks
    {
        private readonly Control posted = new Control();
        private readonly System.Windows.Forms.Timer timer = new System.Windows.Forms.Timer { Interval = 20 };
        private readonly List<IRibbonUI> ribbons = new List<IRibbonUI>(); // one for each kind of window
        private ICTPFactory panes;
        private object outlook;
        private Listener listener;
        private string state = "Waiting";
        private string dispatched;
        private bool enabled;

        public void OnConnection(object application, ConnectMode mode, object addInInst, ref Array custom)
        {
            outlook = application;
            dynamic entry = addInInst;
            state = mode + " " + entry.ProgId;
            var handle = posted.Handle;
            timer.Tick += OnTick;
        }

        public void OnDisconnection(int mode, ref Array custom)
        {
            Console.WriteLine("sample: OnDisconnection");
        }

        public void OnAddInsUpdate(ref Array custom)
        {
        }

        public void OnStartupComplete(ref Array custom)
        {
            Console.WriteLine("sample: this line must not disturb the control channel");
            dynamic known = outlook;
            listener = new Listener(known.Session.GetDefaultFolder(9));
        }

        public void OnBeginShutdown(ref Array custom)
        {
            GC.KeepAlive(listener); // events end when their source is let go
        }

        public string GetCustomUI(string ribbonId)
        {
            var buttons = "<button id='Sleep' label='Sleep' onAction='OnAction'/>";
            return ribbonId == "Microsoft.Outlook.Explorer" ? Xml("TabAddIns", Menu) : Xml("TabAppointment", buttons);
        }

        public void CTPFactoryAvailable(ICTPFactory factory)
        {
            panes = factory;
        }

        public void OnLoad(IRibbonUI loaded)
        {
            ribbons.Add(loaded);
        }

        public string GetLabel(IRibbonControl control)
        {
            return control.Id == "State" ? dispatched ?? state : control.Id;
        }

        public bool GetEnabled(IRibbonControl control)
        {
            return enabled;
        }

        public Bitmap GetImage(IRibbonControl control)
        {
            var picture = new Bitmap(32, 32);
            using (var canvas = Graphics.FromImage(picture))
            {
                canvas.FillEllipse(Brushes.SteelBlue, 2, 2, 28, 28);
            }
            return picture;
        }

        public void OnToggle(IRibbonControl control, bool pressed)
        {
            enabled = pressed;
            ribbons[0].InvalidateControl("Greet");
        }

        public void OnAction(IRibbonControl control)
        {
            switch (control.Id)
            {
                case "Greet":
                    new SampleForm().ShowDialog();
                    break;
                case "Rename":
                    state = "Renamed";
                    ribbons[0].InvalidateControl("State");
                    break;
                case "Sleep":
                    Thread.Sleep(80);
                    break;
                case "Later":
                    posted.BeginInvoke(new Action(() => Thread.Sleep(120)));
                    break;
                case "Tick":
                    timer.Start();
                    break;
                case "Pane":
                    ShowPane();
                    break;
                case "Pump":
                    SaveWithAMessageWaiting();
                    break;
                case "Deaf":
                    listener = null;
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    break;
                case "Stray":
                    CallFromElsewhere();
                    break;
                default:
                    throw new InvalidOperationException("a fault of the sample's");
            }
        }

        /// <summary>Public, but not exposed: Office could not find it.</summary>
        public void NotExposed(IRibbonControl control)
        {
        }

        private static string Xml(string tab, string group)
        {
            return "<customUI xmlns='http://schemas.microsoft.com/office/2009/07/customui' onLoad='OnLoad'><ribbon><tabs><tab idMso='"
                + tab + "'><group id='Sample' label='Sample'>" + group + "</group></tab></tabs></ribbon></customUI>";
        }

        private const string Menu =
            "<menu id='Menu' size='large' label='Sample' getImage='GetImage'>" +
            "<button id='Greet' getLabel='GetLabel' getEnabled='GetEnabled' onAction='OnAction'/>" +
            "<menuSeparator id='Line'/>" +
            "<button id='Rename' label='Rename' onAction='OnAction'/>" +
            "<button id='Sleep' label='Sleep' onAction='OnAction'/>" +
            "<button id='Later' label='Later' onAction='OnAction'/>" +
            "<button id='Tick' label='Tick' onAction='OnAction'/>" +
            "<button id='Pane' label='Pane' onAction='OnAction'/>" +
            "<button id='Pump' label='Pump' onAction='OnAction'/>" +
            "<button id='Deaf' label='Deaf' onAction='OnAction'/>" +
            "<button id='Stray' label='Stray' onAction='OnAction'/>" +
            "<button id='Fail' label='Fail' onAction='OnAction'/>" +
            "<button id='Missing' label='Missing' onAction='NotExposed'/></menu>" +
            "<toggleButton id='Toggle' label='Toggle' onAction='OnToggle'/>" +
            "<labelControl id='State' getLabel='GetLabel'/>";

        private void OnTick(object sender, EventArgs args)
        {
            timer.Stop();
            var watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < 100)
            {
                Thread.SpinWait(1000);
            }
        }

        private void ShowPane()
        {
            dynamic pane = panes.CreateCTP("SampleAddin.Pane", "Sample pane", Type.Missing);
            pane.Width = 220;
            pane.Visible = true;
        }

        private void SaveWithAMessageWaiting()
        {
            state = "Later";
            posted.BeginInvoke(new Action(() => state = "Inside Save"));
            dynamic known = outlook;
            known.Session.GetDefaultFolder(9).Items.Add().Save();
            ribbons[0].InvalidateControl("State");
            dispatched = state;
        }

        private void CallFromElsewhere()
        {
            var other = new Thread(TryInvalidate);
            other.Start();
            other.Join();
            ribbons[0].Invalidate();
        }

        private void TryInvalidate()
        {
            try
            {
                ribbons[0].Invalidate();
            }
            catch (COMException refused)
            {
                state = "0x" + refused.HResult.ToString("X8");
            }
        }
    }
}
