using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Windows.Forms;
using Simulator.Host;
using Simulator.Host.Model;

namespace StandIn
{
    /// <summary>The object model that outlook.c hands to the add-in: the simulator's, without its windows.</summary>
    public static class Mailbox
    {
        private const int Appointments = 10;

        private static Guid dispatch = new Guid("00020400-0000-0000-C000-000000000046"); // IDispatch
        private static OutlookModel model;
        private static Control poster;

        /// <summary>Opens the file that MAILBOX names, a new one with ten appointments: (out IDispatch of Application).</summary>
        public static int Open(IntPtr application, int size)
        {
            Framework.Complete();
            return Framework.Guard(() => Begin(application));
        }

        /// <summary>Tells what is in the calendar, and closes the file.</summary>
        public static int Close(IntPtr nothing, int size) => Framework.Guard(() =>
        {
            foreach (IDictionary<string, object> item in model.Items("Calendar"))
                Console.WriteLine("appointment {0} | {1}", item["Subject"], string.Join(" ", ((IDictionary<string, object>)item["named"]).Keys));
            model.RaiseQuit();
            model.Dispose();
        });

        private static void Begin(IntPtr application)
        {
            poster = new Control();
            GC.KeepAlive(poster.Handle);
            model = new OutlookModel(
                Options.Parse(new[] { "--data", Environment.GetEnvironmentVariable("MAILBOX") }), work => poster.BeginInvoke(work));
            if (!model.Items("Calendar").Any()) model.AsUser(Fill);
            dynamic calendar = model.Folder("Calendar");
            Console.WriteLine("calendar {0} {1} {2}", model.Account, calendar.StoreID, calendar.EntryID);
            IntPtr unknown = Marshal.GetIUnknownForObject(model.Application);
            Marshal.ThrowExceptionForHR(Marshal.QueryInterface(unknown, ref dispatch, out IntPtr found));
            Marshal.WriteIntPtr(application, found);
        }

        private static void Fill()
        {
            foreach (int day in Enumerable.Range(1, Appointments))
            {
                dynamic item = model.New("Calendar");
                item.Subject = "Visit " + day;
                item.Start = DateTime.Today.AddDays(day).AddHours(9);
                item.Duration = 60;
                item.Save();
            }
        }
    }
}
