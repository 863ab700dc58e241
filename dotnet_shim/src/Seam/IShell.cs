namespace OutlookCrm.Seam
{
    /// <summary>What Python may ask of the shim beside Outlook's items. JSON shapes: docs/seam.md.</summary>
    public interface IShell
    {
        /// <summary>The next command, or "" when none came within the time.</summary>
        string NextCommand(int milliseconds);

        /// <summary>Replaces the snapshot that the ribbon's callbacks answer from.</summary>
        void SetRibbon(string json);

        /// <summary>Shows a window described by Python; returns at once.</summary>
        void OpenWindow(string json);

        /// <summary>Changes or closes an open window; returns at once.</summary>
        void UpdateWindow(string json);

        /// <summary>Says what one appointment window shows of ours; returns at once.</summary>
        void SetInspector(string json);

        /// <summary>Changes what the pane of one appointment window shows; returns at once.</summary>
        void UpdatePane(string json);

        /// <summary>Shows a web page in the user's browser, https and http alone; false when there is none.</summary>
        bool OpenAddress(string address);

        /// <summary>What the shim knows of Outlook, the machine and its own timings.</summary>
        string Facts();

        /// <summary>The proxy the system names for the address, or "".</summary>
        string SystemProxy(string address);

        /// <summary>Wraps a secret with the user's OS protection; base64 in and out.</summary>
        string Protect(string base64);

        /// <summary>Unwraps it, or answers "" when this user cannot.</summary>
        string Unprotect(string base64);
    }
}
