namespace OutlookCrm.Seam
{
    /// <summary>
    /// Outlook's items for Python, as JSON text; shapes in docs/seam.md.
    /// Every call waits for slices on Outlook's thread and must come from another one.
    /// </summary>
    public interface IOutlookGateway
    {
        /// <summary>Accounts and calendars with their rights.</summary>
        string Calendars();

        /// <summary>Raises events for the named folders and no others.</summary>
        string Watch(string json);

        /// <summary>One page of a folder's table.</summary>
        string Scan(string json);

        /// <summary>Whole records of named items.</summary>
        string Read(string json);

        /// <summary>Where items went that are no longer at their place.</summary>
        string Locate(string json);

        /// <summary>The appointment in an open window, as it is there.</summary>
        string Inspect(string json);

        /// <summary>Opens an item in a window of Outlook's own.</summary>
        string Show(string json);

        /// <summary>Whether the user chose Work Offline.</summary>
        string Offline();

        /// <summary>Carries out one write, comparing the version in the same slice.</summary>
        string Write(string json);

        /// <summary>The accounts' folders of mails.</summary>
        string MailFolders();

        /// <summary>Makes a folder of mails below another, if it is not there.</summary>
        string MakeMailFolder(string json);

        /// <summary>Whole mails.</summary>
        string ReadMails(string json);

        /// <summary>Where mails lie, by their internet message ids.</summary>
        string FindMails(string json);

        /// <summary>Saves one attachment into a file that the caller reads and deletes.</summary>
        string SaveAttachment(string json);

        /// <summary>Shows on a mail that it is filed, or takes that off.</summary>
        string MarkMail(string json);

        /// <summary>Puts a mail of the CRM into a folder.</summary>
        string PlaceMail(string json);

        /// <summary>Attaches a file to a mail of the CRM's that was placed.</summary>
        string AttachFile(string json);

        /// <summary>Sends the mail of a window with the wish to be filed.</summary>
        string FileAndSend(string json);

        /// <summary>Ends running and later calls.</summary>
        void Cancel();
    }
}
