"""What the shim offers for Outlook's items; the JSON shapes stand in docs/seam.md."""

from typing import Protocol


class Gateway(Protocol):
    """`IOutlookGateway` as Python sees it: JSON text in and out.

    Every call blocks without the GIL until Outlook's thread has done the work in
    slices, or its time limit passed; an answer with ``error`` says which.
    """

    def Calendars(self) -> str:
        """Accounts and calendars with their rights."""
        ...

    def Watch(self, json: str) -> str:
        """Raise events for the named folders and no others."""
        ...

    def Scan(self, json: str) -> str:
        """One page of a folder's table."""
        ...

    def Read(self, json: str) -> str:
        """Whole records of named items, 100 at most."""
        ...

    def Locate(self, json: str) -> str:
        """Where items went that are no longer at their place."""
        ...

    def Inspect(self, json: str) -> str:
        """The appointment in an open window, as it is there."""
        ...

    def Show(self, json: str) -> str:
        """Open an item in a window of Outlook's own."""
        ...

    def Offline(self) -> str:
        """Whether the user chose Work Offline."""
        ...

    def Write(self, json: str) -> str:
        """One write; the version is compared in the same slice."""
        ...

    def MailFolders(self) -> str:
        """The accounts' folders of mails."""
        ...

    def MakeMailFolder(self, json: str) -> str:
        """Make a folder of mails below another, if it is not there."""
        ...

    def ReadMails(self, json: str) -> str:
        """Whole mails."""
        ...

    def FindMails(self, json: str) -> str:
        """Where mails lie, by their internet message ids."""
        ...

    def SaveAttachment(self, json: str) -> str:
        """Save one attachment into a file that the caller reads and deletes."""
        ...

    def MarkMail(self, json: str) -> str:
        """Show on a mail that it is filed, or take that off."""
        ...

    def PlaceMail(self, json: str) -> str:
        """Put a mail of the CRM into a folder."""
        ...

    def AttachFile(self, json: str) -> str:
        """Attach a file to a mail of the CRM's that was placed; once, however often asked."""
        ...

    def FileAndSend(self, json: str) -> str:
        """Send the mail of a window with the wish to be filed."""
        ...

    def Cancel(self) -> None:
        """Running and later calls end with the error ``cancelled``."""
        ...
