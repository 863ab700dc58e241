using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using OutlookCrm.Forms;
using OutlookCrm.Inspectors;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Events;
using OutlookCrm.Ribbon;
using OutlookCrm.Shell;
using Timer = System.Windows.Forms.Timer;

namespace OutlookCrm.Hosting
{
    /// <summary>One life of the add-in, from OnConnection to the end: joins the parts, starts Python, stops all.</summary>
    public sealed class AddIn
    {
        private const int FirstTickMilliseconds = 50;
        private const int FactsLimit = 10000;
        private const int StopMilliseconds = 300;

        private readonly object application;
        private readonly ShimLog log = new ShimLog(Places.Local);
        private readonly CommandQueue commands = new CommandQueue();
        private readonly StartupClock clock;
        private readonly OutlookThread thread;
        private readonly WindowDesk windows;
        private readonly InspectorDesk inspectors;
        private readonly OutlookFacts outlook;
        private readonly Timer firstTick = new Timer { Interval = FirstTickMilliseconds };
        private Subscription quit;
        private OutlookGateway gateway;
        private Thread python;
        private volatile string fault = "";
        private bool stopped;

        /// <summary>Keeps Outlook's Application and makes the way back to this thread; asks Outlook nothing.</summary>
        public AddIn(object application, StartupClock clock)
        {
            this.application = application;
            this.clock = clock;
            thread = new OutlookThread(error => Report("Outlook's thread", error));
            Ribbon = new RibbonModel(thread, error => Report("ribbon", error));
            windows = new WindowDesk(thread, commands.Post, error => Report("windows", error));
            inspectors = new InspectorDesk(new InspectorSurroundings
            {
                Thread = thread, Post = commands.Post, Invalidate = Ribbon.Invalidate, PaneFactory = () => PaneFactory, Guard = Guard,
            });
            Ribbon.InWindow = inspectors.StateOf;
            outlook = new OutlookFacts(application);
            firstTick.Tick += (sender, args) => Guard("first tick", Begin);
            Guard("Quit", () => quit = Subscription.To<IApplicationEvents>(application, new ApplicationSink(
                () => Guard("Quit", Stop), ids => Guard("NewMailEx", () => Arrived(ids)))));
        }

        /// <summary>What the ribbon's callbacks ask.</summary>
        public RibbonModel Ribbon { get; }

        /// <summary>What makes task panes; null until Outlook hands it over.</summary>
        public ICTPFactory PaneFactory { get; set; }

        /// <summary>Outlook is up: Python starts as soon as Outlook has nothing else to do.</summary>
        public void Complete() => firstTick.Start();

        /// <summary>Tells Python of a click.</summary>
        public void Click(string control) => commands.Post(
            "ribbon.click", () => Json.Write(new Dictionary<string, string> { { "control", control } }));

        /// <summary>Tells Python of a click on what is chosen in a window.</summary>
        public void ClickOnItems(IRibbonControl control) => commands.Post("items.click", Json.Write(ChosenItems.Of(control)));

        /// <summary>The appointment window that a ribbon's control stands in, or null.</summary>
        public InspectorWindow Window(IRibbonControl control) => inspectors.Of(control);

        /// <summary>Runs an entry point: on Outlook's thread only, and nothing it throws gets out.</summary>
        public T Guard<T>(string entry, T otherwise, Func<T> work)
        {
            var began = clock.Begin();
            try
            {
                thread.AssertHere();
                return work();
            }
            catch (Exception error)
            {
                // The COM border: Outlook disables an add-in that throws.
                Report(entry, error);
                return otherwise;
            }
            finally
            {
                clock.End(entry, began);
            }
        }

        /// <summary>Ends everything within 300 ms, on Outlook's thread; any number of times.</summary>
        public void Stop()
        {
            if (stopped) return;
            stopped = true;
            firstTick.Dispose();
            thread.Stop(); // first: it frees whoever waits for this thread
            gateway?.Cancel();
            commands.Stop();
            Guard("windows", windows.CloseAll);
            Guard("inspectors", inspectors.Dispose);
            if (python != null && !python.Join(StopMilliseconds)) log.Write("stop", "Python did not end in time.");
            thread.Dispose();
            log.Flush();
        }

        /// <summary>Stops, and listens to Outlook no longer: it lives on without us.</summary>
        public void Disconnect()
        {
            Stop();
            quit?.Dispose();
            quit = null;
        }

        private void Guard(string entry, Action work) => Guard(entry, true, () =>
        {
            work();
            return true;
        });

        private void Arrived(string[] ids) => commands.Post(
            "outlook.arrived", () => Json.Write(new Dictionary<string, string[]> { { "ids", ids } }));

        private void Begin()
        {
            firstTick.Stop();
            gateway = new OutlookGateway(application, thread, inspectors, commands.Post);
            python = new Thread(RunPython) { Name = "outlook-crm python", IsBackground = true };
            python.Start();
            Guard("Inspectors", () => inspectors.Start(application));
        }

        private void RunPython()
        {
            try
            {
                clock.Close();
                Warmup.Binder();
                thread.Run(outlook, FactsLimit);
                commands.Post("started", () => Json.Write(Facts()));
                var shell = new ShellService(commands, Ribbon, windows, inspectors, Facts);
                PythonHost.Run(
                    PythonHome.Beside(Places.Shim), line => log.Write("python", line), () => thread.Stopping, shell, gateway);
            }
            catch (OperationCanceledException) when (thread.Stopping)
            {
                // Outlook closed while we were starting.
            }
            catch (Exception error)
            {
                // The top of a thread: without Python there is no add-in, but Outlook lives.
                fault = error.ToString();
                log.Write("python", fault);
                Ribbon.ShowFault(log.FilePath);
            }
        }

        private Facts Facts() => new Facts
        {
            OutlookVersion = outlook.Version, UiLanguage = outlook.Language, Zone = outlook.Zone,
            Bits = 8 * Marshal.SizeOf(typeof(IntPtr)), LocalFolder = Places.Local, RoamingFolder = Places.Roaming,
            Startup = clock.Facts(), Fault = fault,
            Slices = new SliceFacts
            {
                Longest = thread.Meter.LongestMilliseconds, WorstShare = thread.Meter.WorstSharePercent,
                Count = thread.Meter.Count,
            },
        };

        private void Report(string where, Exception error)
        {
            log.Write(where, FaultText.Whole(error));
            commands.Post("shim.error", () => Json.Write(new Dictionary<string, string>
            {
                { "where", where }, { "text", FaultText.Brief(error) },
            }));
        }
    }
}
