using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Windows.Forms;
using Simulator.Host.AddIns;
using Simulator.Host.Model;
using Simulator.Host.Ribbon;
using Simulator.Host.Watching;
using Simulator.Host.Windows;

namespace Simulator.Host
{
    /// <summary>Outlook running: its object model, its add-in, its windows, from start to quit.</summary>
    internal sealed class OutlookProcess : IDisposable
    {
        private const int ExitAgainMilliseconds = 20;

        private readonly Options options;
        private readonly Stopwatch sinceStart = Stopwatch.StartNew();
        private readonly Control poster = new Control();
        private readonly BusyWork busy;
        private readonly Dictionary<string, RibbonSource> ribbons = new Dictionary<string, RibbonSource>();
        private readonly List<string> faults = new List<string>();
        private bool quitting;

        /// <summary>Makes an Outlook on the calling thread, which must be STA and have no Outlook yet.</summary>
        public OutlookProcess(Options options)
        {
            this.options = options;
            poster.CreateControl();
            Watchdog = new Watchdog(IsAddIns);
            Desktop = new Desktop(this, new OutlookModel(options, Post));
            busy = new BusyWork(Watchdog);
            Desktop.Model.BusyChanged += busy.Take;
            Application.SetUnhandledExceptionMode(UnhandledExceptionMode.CatchException);
            Application.ThreadException += OnThreadException;
        }

        /// <summary>Everything is closed.</summary>
        public event Action<bool> Closed;

        /// <summary>The windows and the model behind them.</summary>
        public Desktop Desktop { get; }

        /// <summary>The add-in, or null.</summary>
        public AddIn AddIn { get; private set; }

        /// <summary>Measures the message loop.</summary>
        public Watchdog Watchdog { get; }

        /// <summary>From the program's start to OnStartupComplete's return.</summary>
        public double StartupMilliseconds { get; private set; }

        /// <summary>Exceptions that reached the message loop, and why a ribbon is not shown.</summary>
        public IEnumerable<string> Faults
        {
            get { return faults.Concat(ribbons.Values.Select(ribbon => ribbon.Fault).Where(fault => fault != null)); }
        }

        /// <summary>Starts as Outlook does: add-ins first, then the main window, then the rest.</summary>
        public void Start()
        {
            if (options.AddIn != null)
            {
                AddIn = AddIn.Load(options.AddIn, options.ProgId);
                Desktop.Model.CallOutBy(AddIn.Notice);
                AddIn.Connect(Desktop.Model.Application);
                AddIn.OfferTaskPanes(new TaskPaneFactory(Desktop.Model.Application, AddIn.Assembly, Desktop.AreaOf, AddIn.Notice));
            }
            Desktop.ShowExplorer();
            Post(CompleteStartup);
        }

        /// <summary>Runs work as a message of its own, its time the add-in's if it calls the add-in.</summary>
        public void Post(Action work)
        {
            poster.BeginInvoke(new Action(() => Watchdog.AsAddIn(work)));
        }

        /// <summary>Runs the host's own work as a message of its own.</summary>
        public void PostHost(Action work)
        {
            poster.BeginInvoke(new Action(() => AsHost(work)));
        }

        /// <summary>Runs the host's own work: its time is not the add-in's, and no habit disturbs it.</summary>
        public void AsHost(Action work)
        {
            Watchdog.AsHost(() => Desktop.Model.AsUser(work));
        }

        /// <summary>The ribbon of a window of one kind.</summary>
        public RibbonTree OpenRibbon(string ribbonId, object window)
        {
            RibbonSource source;
            if (!ribbons.TryGetValue(ribbonId, out source))
            {
                source = ribbons[ribbonId] = new RibbonSource(AddIn, ribbonId, poster);
            }
            return source.Open(BuiltInRibbon.For(ribbonId), window);
        }

        /// <summary>A window's ribbon is gone.</summary>
        public void CloseRibbon(string ribbonId, RibbonTree ribbon)
        {
            ribbons[ribbonId].Close(ribbon);
        }

        /// <summary>
        /// Quits: a fast shutdown, Outlook's usual one, tells add-ins by the Quit event alone;
        /// a slow one calls OnBeginShutdown and OnDisconnection too.
        /// </summary>
        public void Quit(bool slow)
        {
            if (quitting)
            {
                return;
            }
            quitting = true;
            Desktop.Model.RaiseQuit();
            if (slow)
            {
                AddIn?.Disconnect();
            }
            Desktop.Close();
            Closed?.Invoke(slow);
            EndLoops();
        }

        // Mono's loop of a modal window, if it was in one that Outlook was told to quit, takes the one message
        // that says so for its own, and the loop outside it would go on for ever.
        private static void EndLoops()
        {
            var again = new System.Windows.Forms.Timer { Interval = ExitAgainMilliseconds };
            again.Tick += (sender, args) => Application.ExitThread();
            again.Start();
            Application.ExitThread();
        }

        /// <summary>Stops watching.</summary>
        public void Dispose()
        {
            busy.Dispose();
            Watchdog.Dispose();
            Desktop.Model.Dispose();
            poster.Dispose();
        }

        private void CompleteStartup()
        {
            AddIn?.CompleteStartup();
            StartupMilliseconds = sinceStart.Elapsed.TotalMilliseconds;
            Watchdog.Reset();
        }

        // What is not a control of the host's own windows came with the add-in.
        private bool IsAddIns(Control control)
        {
            return control != poster && !(control.FindForm() is OutlookForm) && AddIn != null
                && control.GetType().Assembly != GetType().Assembly;
        }

        private void OnThreadException(object sender, ThreadExceptionEventArgs args)
        {
            faults.Add(args.Exception.GetType().FullName + ": " + args.Exception.Message);
            Console.Error.WriteLine("in the message loop: " + args.Exception);
        }
    }
}
