using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Drawing;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using System.Web.Script.Serialization;
using System.Windows.Forms;
using OutlookCrm;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Events;
using OutlookCrm.Outlook.Records;
using OutlookCrm.Panes;

namespace ShimDriver
{
    /// <summary>A host with a message loop around the shim: one request a line on stdin, one answer a line on stdout.</summary>
    public static class Program
    {
        private static readonly FakeApplication Outlook = new FakeApplication();
        private static readonly FakeRibbon Ribbon = new FakeRibbon();
        private static readonly JavaScriptSerializer Json = new JavaScriptSerializer();
        private static readonly TextWriter Answers = Console.Out;
        private static readonly List<string> Faults = new List<string>();
        private static Connect connect;
        private static Form window;
        private static OutlookThread thread;
        private static Array none = new object[0];

        [STAThread]
        public static void Main()
        {
            Console.SetOut(Console.Error);
            Application.ThreadException += (sender, args) => Faults.Add(args.Exception.ToString());
            window = new Form { Text = "Outlook", Size = new Size(900, 700) };
            window.Shown += (sender, args) => new Thread(Listen) { IsBackground = true }.Start();
            Application.Run(window);
        }

        private static void Listen()
        {
            for (string line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine())
            {
                string request = line;
                window.BeginInvoke(new Action(() => Answer(request)));
            }
            Environment.Exit(0);
        }

        private static void Answer(string line)
        {
            object answer;
            try
            {
                var request = Json.Deserialize<Dictionary<string, object>>(line);
                answer = new { value = Do((string)request["op"], request) };
            }
            catch (Exception error)
            {
                answer = new { error = error.ToString() };
            }
            Answers.WriteLine(Json.Serialize(answer));
            Answers.Flush();
        }

        private static object Do(string op, Dictionary<string, object> with)
        {
            switch (op)
            {
                case "connect": return Connect((int)with["mode"]);
                case "complete": return Timed(() => connect.OnStartupComplete(ref none));
                case "ui": return connect.GetCustomUI((string)with["id"]);
                case "load": connect.OnLoad(Ribbon); return null;
                case "control": return Control((string)with["id"]);
                case "click": return Timed(() => connect.OnAction(new FakeControl { Id = (string)with["id"] }));
                case "invalidated": return Ribbon.Invalidated.ToArray();
                case "windows": return Open().Where(form => form != window).Select(Form).ToArray();
                case "set": return Set(Find(with), with["value"]);
                case "press": ((Button)Find(with)).PerformClick(); return null;
                case "close": Application.OpenForms[(string)with["window"]].Close(); return null;
                case "paint": Paint(Application.OpenForms[(string)with["window"]]); return null;
                case "font": SetFont(Convert.ToSingle(with["points"])); return null;
                case "turn": ((TabControl)Find(with)).SelectedIndex = (int)with["value"]; return null;
                case "picture": return Picture((string)with["image"], (int)with["size"]);
                case "window_thread": return OnWindowThread();
                case "outlook_enabled": return window.Enabled;
                case "clipboard": return Clipboard.GetText();
                case "busy": Thread.Sleep((int)with["ms"]); return null;
                case "domain_handlers": return DomainHandlers();
                case "assemblies": return AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).ToArray();
                case "faults": return Faults.ToArray();
                case "listeners": return Outlook.Listeners;
                case "half_watched": return HalfWatched();
                case "half_framed": return HalfFramed();
                case "slices": return Slices((int)with["steps"], (int)with["ms"], (bool)with["pump"], (int)with["limit"]);
                case "meter": return new { thread.Meter.LongestMilliseconds, thread.Meter.WorstSharePercent, thread.Meter.Count, Work.Deepest };
                case "refusal": return Ask(() => thread.Run(new Refusal(), 1000));
                case "handler": return InHandler();
                case "cancel": return Cancelled();
                case "quit": return Timed(Outlook.RaiseQuit);
                case "disconnect": return Timed(() => connect.OnDisconnection(0, ref none));
                case "exit": window.BeginInvoke(new Action(End)); return null;
                default: throw new ArgumentException(op);
            }
        }

        private static double Connect(int mode)
        {
            connect = connect ?? new Connect();
            return Timed(() => ((IDTExtensibility2)connect).OnConnection(Outlook, (ExtConnectMode)mode, null, ref none));
        }

        private static double Timed(Action action)
        {
            Stopwatch clock = Stopwatch.StartNew();
            action();
            return clock.Elapsed.TotalMilliseconds;
        }

        private static object Control(string id)
        {
            var control = new FakeControl { Id = id };
            var image = (Bitmap)connect.GetImage(control);
            return new
            {
                label = connect.GetLabel(control), screentip = connect.GetScreentip(control),
                supertip = connect.GetSupertip(control), enabled = connect.GetEnabled(control),
                visible = connect.GetVisible(control), image = image == null ? 0 : image.Width,
            };
        }

        // Another thread may open or close one of its own just now.
        private static Form[] Open()
        {
            while (true)
            {
                try
                {
                    return Application.OpenForms.Cast<Form>().ToArray();
                }
                catch (InvalidOperationException)
                {
                    Thread.Yield();
                }
            }
        }

        // On the window's own thread: only that one knows what has the focus.
        private static object Form(Form form) =>
            form.InvokeRequired ? form.Invoke(new Func<object>(() => Tree(form))) : Tree(form);

        private static object Tree(Control control) => new
        {
            type = control.GetType().Name, name = control.Name, text = control.Text, enabled = control.Enabled,
            visible = control.Visible, says = control.AccessibleName, explains = control.AccessibleDescription,
            focused = control.Focused, role = control.AccessibleRole.ToString(),
            tab = control.TabIndex, stops = control.TabStop, secret = control is TextBox && ((TextBox)control).UseSystemPasswordChar,
            place = new[] { control.Left, control.Top, control.Width, control.Height },
            room = control.PreferredSize.Width, children = control.Controls.Cast<Control>().Select(Tree).ToArray(),
        };

        private static object OnWindowThread()
        {
            var windows = new OutlookCrm.Forms.WindowThread(error => Faults.Add(error.ToString()));
            var ran = new BlockingCollection<Thread>();
            windows.Post(() => { throw new InvalidOperationException("told, and lived through"); });
            windows.Post(() => ran.Add(Thread.CurrentThread));
            Thread thread = ran.Take();
            bool isOther = thread != Thread.CurrentThread, isBackground = thread.IsBackground;
            // Not by Application.ExitThread: Mono posts a thread's quit to the first thread's loop.
            windows.Post(() => Thread.CurrentThread.Abort());
            Thread next;
            do windows.Post(() => ran.Add(Thread.CurrentThread)); while (!ran.TryTake(out next, 100));
            return new { isOther, isBackground, goesOn = next != thread };
        }

        private static string[] HalfFramed()
        {
            var factory = new DeafPanes();
            try
            {
                new PaneFrame(factory, null, "Activity", () => { });
            }
            catch (COMException)
            {
                factory.Told.Add("refused");
            }
            return factory.Told.ToArray();
        }

        private static void Paint(Form form)
        {
            form.TopMost = true; // a window beside Outlook's may come up behind it
            form.Refresh();
        }

        // As if the user had chosen another size of text.
        private static void SetFont(float points) =>
            typeof(OutlookCrm.Forms.UiFont).GetField("points", BindingFlags.Static | BindingFlags.NonPublic).SetValue(null, points);

        // Red, green, blue and how opaque, pixel after pixel.
        private static int[] Picture(string name, int size)
        {
            using (Bitmap bitmap = OutlookCrm.Ribbon.Icons.Draw(name, size))
                return Enumerable.Range(0, size * size).Select(at => bitmap.GetPixel(at % size, at / size))
                    .SelectMany(pixel => new int[] { pixel.R, pixel.G, pixel.B, pixel.A }).ToArray();
        }

        private static Control Find(Dictionary<string, object> with) =>
            Application.OpenForms[(string)with["window"]].Controls.Find((string)with["control"], true).Single();

        private static object Set(Control control, object value)
        {
            if (control is CheckBox) ((CheckBox)control).Checked = (bool)value;
            else if (control is ComboBox) ((ComboBox)control).SelectedIndex = (int)value;
            else if (control is NumericUpDown) ((NumericUpDown)control).Value = (int)value;
            else if (control is CheckedListBox) ((CheckedListBox)control).SetItemChecked((int)value, true);
            else control.Text = (string)value;
            return null;
        }

        private static string[] DomainHandlers() =>
            Handlers(typeof(Delegate)).Select(one => one.Method.DeclaringType.FullName + "." + one.Method.Name).ToArray();

        // Both runtimes keep the delegates in a field of AppDomain, each under its own name.
        private static IEnumerable<Delegate> Handlers(Type kind) =>
            typeof(AppDomain).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Where(field => kind.IsAssignableFrom(field.FieldType))
                .Select(field => (Delegate)field.GetValue(AppDomain.CurrentDomain)).Where(all => all != null)
                .SelectMany(all => all.GetInvocationList());

        // As the end of a native host's process is on Windows: the handlers run, and no thread is waited for.
        // (Mono's own end waits for every thread that ever ran managed code.)
        private static void End()
        {
            foreach (Delegate handler in Handlers(typeof(EventHandler))) handler.DynamicInvoke(null, EventArgs.Empty);
            EndProcess(0);
        }

        [DllImport("libc", EntryPoint = "_exit")]
        private static extern void EndProcess(int code);

        private static object Ask(Func<int> work)
        {
            thread = thread ?? new OutlookThread(error => Faults.Add(error.ToString()));
            object answer = null;
            var asking = new Thread(() =>
            {
                try
                {
                    answer = work();
                }
                catch (Exception error)
                {
                    answer = error.GetType().Name;
                }
            });
            asking.Start();
            while (asking.IsAlive)
            {
                Application.DoEvents();
                Thread.Sleep(1);
            }
            return answer;
        }

        private static string[] HalfWatched()
        {
            var outlook = new HalfDeafFolder();
            try
            {
                new FolderWatch(new OutlookSession(outlook), new FolderPlace(), new HashSet<string>(), null, id => { }, () => { });
            }
            catch (COMException)
            {
                outlook.Items.Told.Add("refused");
            }
            return outlook.Items.Told.ToArray();
        }

        private static object Slices(int steps, int milliseconds, bool pump, int limit) =>
            Ask(() => thread.Run(new Work(steps, milliseconds, pump), limit));

        private static object InHandler()
        {
            using (thread.EnterHandler()) return Slices(1, 0, false, 200);
        }

        private static object Cancelled()
        {
            ThreadPool.QueueUserWorkItem(ignored =>
            {
                Thread.Sleep(100);
                thread.Stop();
            });
            return Slices(1000, 5, false, 60000);
        }
    }
}
