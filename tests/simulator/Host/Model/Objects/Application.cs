using System;
using System.Runtime.InteropServices.ComTypes;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Outlook itself.</summary>
    public sealed class Application : OutlookObject, IConnectionPointContainer
    {
        private const string ApplicationEvents = "0006302C-0000-0000-C000-000000000046"; // ApplicationEvents_11
        private const int ItemSendEvent = 0xF002;
        private const int QuitEvent = 0xF007;
        private const int NewMailExEvent = 0xFAB5;
        private readonly ConnectionPoints events = new ConnectionPoints(ApplicationEvents);

        internal Application(Core core)
            : base(core, Kind.Application, null)
        {
            Explorers = new Explorers(core);
            Inspectors = new Inspectors(core);
        }

        public string Name
        {
            get { return "Outlook"; }
        }

        public string Version
        {
            get
            {
                Enter();
                return "16.0.0.17328";
            }
        }

        public bool IsTrusted
        {
            get { return true; }
        }

        public string DefaultProfileName
        {
            get { return Core.Session.CurrentProfileName; }
        }

        public Explorers Explorers { get; }

        public Inspectors Inspectors { get; }

        public TimeZones TimeZones
        {
            get
            {
                Enter();
                return new TimeZones(Core);
            }
        }

        public LanguageSettings LanguageSettings
        {
            get
            {
                Enter();
                return new LanguageSettings();
            }
        }

        public Explorer ActiveExplorer()
        {
            Enter();
            return Explorers.Active;
        }

        public Inspector ActiveInspector()
        {
            Enter();
            return Inspectors.Active;
        }

        public object ActiveWindow()
        {
            Enter();
            return (object)Inspectors.Active ?? Explorers.Active;
        }

        /// <summary>An item that its first Save puts into the default folder of its type.</summary>
        public object CreateItem(int ItemType)
        {
            Enter();
            var store = Core.Session.DefaultStore.Record;
            var role = ItemType == Kind.AppointmentItem ? Role.Calendar
                : ItemType == Kind.ContactItem ? Role.Contacts
                : ItemType == Kind.TaskItem ? Role.Tasks : Role.Drafts;
            return ItemClass.Make(Core, Core.Default(store, role), ItemType);
        }

        public NameSpace GetNamespace(string Type)
        {
            Enter();
            return Type == "MAPI" ? Session : throw ComError.Of(ComError.BadArgument, "there is no other name space than MAPI");
        }

        public void Quit()
        {
            Enter();
            Core.Desktop?.Quit();
        }

        void IConnectionPointContainer.EnumConnectionPoints(out IEnumConnectionPoints ppEnum)
        {
            throw new NotImplementedException();
        }

        void IConnectionPointContainer.FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
        {
            ppCP = events.Find(riid);
        }

        /// <summary>Tells of a mail about to be sent; answers whether a listener forbids it.</summary>
        internal bool ForbidsSend(MailItem mail)
        {
            var arguments = new object[] { mail, false };
            Core.Tell("ItemSend", events[ApplicationEvents].Calls(ItemSendEvent, arguments));
            return (bool)arguments[1];
        }

        /// <summary>Tells of mails that came in, by their EntryIDs with commas between.</summary>
        internal void RaiseNewMail(string entryIds)
        {
            Core.Tell("NewMailEx", events[ApplicationEvents].Calls(NewMailExEvent, new object[] { entryIds }));
        }

        internal void RaiseQuit()
        {
            Core.Tell("Quit", events[ApplicationEvents].Calls(QuitEvent, new object[0]));
        }
    }
}
