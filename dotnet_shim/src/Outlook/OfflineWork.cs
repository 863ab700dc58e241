using OutlookCrm.Hosting;

namespace OutlookCrm.Outlook
{
    /// <summary>Asks whether the user chose Work Offline; Outlook raises no event for it.</summary>
    public sealed class OfflineWork : ISliced<bool>
    {
        private readonly OutlookSession outlook;

        /// <summary>Asks this session.</summary>
        public OfflineWork(OutlookSession outlook)
        {
            this.outlook = outlook;
        }

        /// <inheritdoc />
        public bool Result { get; private set; }

        /// <inheritdoc />
        public bool Step()
        {
            dynamic session = outlook.Session;
            Result = session.Offline;
            return true;
        }
    }
}
