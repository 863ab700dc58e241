using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using Simulator.Host.Com;

namespace Simulator.Host.AddIns
{
    /// <summary>
    /// One COM add-in's life in Outlook: loaded by ProgId, spoken to through its COM surface
    /// alone, its exceptions kept from the host.
    /// </summary>
    internal sealed class AddIn
    {
        private const int AtStartup = 1;    // ext_cm_Startup
        private const int HostShutdown = 0; // ext_dm_HostShutdown
        private readonly AddInClass created;
        private readonly InterfaceCaller extensibility;
        private readonly InterfaceCaller ribbon;
        private readonly string progId;

        private AddIn(Assembly assembly, string progId)
        {
            this.progId = progId;
            Assembly = assembly;
            created = AddInClass.Create(assembly, progId);
            extensibility = created.Query(PublishedInterface.Extensibility);
            ribbon = created.Query(PublishedInterface.RibbonExtensibility);
        }

        /// <summary>Every call made into it.</summary>
        public CallLog Calls { get; } = new CallLog();

        /// <summary>Where its classes are.</summary>
        public Assembly Assembly { get; }

        /// <summary>What callers through IDispatch see of its class.</summary>
        public IEnumerable<string> Exposed
        {
            get { return created.Dispatch.Names; }
        }

        /// <summary>Loads the assembly and creates its class.</summary>
        public static AddIn Load(string path, string progId)
        {
            return new AddIn(Assembly.LoadFrom(Path.GetFullPath(path)), progId);
        }

        /// <summary>OnConnection: the first call, at start-up.</summary>
        public void Connect(object application)
        {
            var entry = new ComAddIn(application, progId, created.Instance.GetType().GUID) { Connect = true };
            var instance = ComObject.Wrap(entry, PublishedInterface.AddIn);
            Notify("OnConnection", application, AtStartup, instance, new object[0]);
        }

        /// <summary>OnAddInsUpdate and OnStartupComplete: all add-ins are loaded, the first window is there.</summary>
        public void CompleteStartup()
        {
            Notify("OnAddInsUpdate", new object[] { new object[0] });
            Notify("OnStartupComplete", new object[] { new object[0] });
        }

        /// <summary>OnBeginShutdown and OnDisconnection, which a fast shutdown leaves out.</summary>
        public void Disconnect()
        {
            Notify("OnBeginShutdown", new object[] { new object[0] });
            Notify("OnDisconnection", HostShutdown, new object[0]);
        }

        /// <summary>The ribbon's XML for one kind of window, or null.</summary>
        public string CustomUI(string ribbonId)
        {
            return ribbon == null
                ? null
                : (string)Calls.Time("GetCustomUI(" + ribbonId + ")", () => ribbon.Call("GetCustomUI", ribbonId));
        }

        /// <summary>Hands over what makes task panes, if the add-in wants it.</summary>
        public void OfferTaskPanes(TaskPaneFactory factory)
        {
            var consumer = created.Query(PublishedInterface.TaskPaneConsumer);
            var wrapped = ComObject.Wrap(factory, PublishedInterface.TaskPaneFactory);
            if (consumer != null)
            {
                Calls.Time("CTPFactoryAvailable", () => consumer.Call("CTPFactoryAvailable", wrapped));
            }
        }

        /// <summary>A ribbon callback by name; null when it failed.</summary>
        public object Callback(string name, string control, params object[] arguments)
        {
            return Calls.Time(name + "(" + control + ")", () => created.Dispatch.Call(name, arguments));
        }

        /// <summary>Calls a handler of an event.</summary>
        public void Notice(string name, Action call)
        {
            Calls.Time(name, () =>
            {
                call();
                return null;
            });
        }

        private void Notify(string method, params object[] arguments)
        {
            Calls.Time(method, () => extensibility.Call(method, arguments));
        }
    }
}
