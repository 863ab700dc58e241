using System;
using System.Collections.Generic;
using System.Windows.Forms;
using Simulator.Host.Channel;

namespace Simulator.Host
{
    /// <summary>OUTLOOK.EXE, simulated: OutlookSimulator.exe --data FILE [--addin DLL] [--progid NAME].</summary>
    internal static class Program
    {
        [STAThread]
        private static int Main(string[] arguments)
        {
            var output = PrivateStreams.TakeOutput();
            var options = Options.Parse(arguments);
            Application.EnableVisualStyles();
            using (var outlook = new OutlookProcess(options))
            {
                var table = new Dictionary<string, Func<Request, object>>();
                new HostOperations(outlook).AddTo(table);
                new WindowOperations(outlook).AddTo(table);
                new CalendarOperations(outlook.Desktop.Model).AddTo(table);
                new MacroOperations(outlook.Desktop.Model).AddTo(table);
                new MailOperations(outlook.Desktop.Model).AddTo(table);
                var channel = new ControlChannel(output, table, outlook.PostHost, () => Abandon(outlook, options));
                outlook.Closed += slow => channel.Tell(new { happened = "closed", mode = slow ? "slow" : "fast" });
                outlook.Start();
                channel.Start();
                Application.Run();
            }
            // Outlook's process ends when its main thread does, whatever an add-in's threads are at.
            Environment.Exit(0);
            return 0;
        }

        private static void Abandon(OutlookProcess outlook, Options options)
        {
            if (!options.Stay)
            {
                outlook.Quit(false);
            }
        }
    }
}
