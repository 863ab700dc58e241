namespace OutlookCrm.Interop
{
    /// <summary>When Outlook loads an add-in (ext_ConnectMode of MSADDNDR).</summary>
    public enum ExtConnectMode
    {
        /// <summary>Later than start-up: the user switched it on. OnStartupComplete does not follow.</summary>
        AfterStartup = 0,

        /// <summary>With Outlook. OnStartupComplete follows.</summary>
        Startup = 1,
    }
}
