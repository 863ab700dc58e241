using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A mail account.</summary>
    public sealed class Account : OutlookObject
    {
        private readonly Record store;

        internal Account(Core core, Record store)
            : base(core, Kind.Account, core.Session)
        {
            this.store = store;
        }

        /// <summary>OlAccountType: olExchange.</summary>
        public int AccountType
        {
            get { return 0; }
        }

        public string DisplayName
        {
            get { return SmtpAddress; }
        }

        public string SmtpAddress
        {
            get
            {
                Enter();
                return store.Text(Field.Address);
            }
        }

        public string UserName
        {
            get { return SmtpAddress.Split('@')[0]; }
        }

        public Store DeliveryStore
        {
            get
            {
                Enter();
                return new Store(Core, store);
            }
        }
    }
}
