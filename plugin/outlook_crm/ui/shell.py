"""What the shim offers beside Outlook's items; the JSON shapes stand in docs/seam.md."""

from typing import Protocol


class Shell(Protocol):
    """`IShell` as Python sees it: JSON text in and out."""

    def NextCommand(self, milliseconds: int) -> str:
        """The next command, or "" when none came within the time."""
        ...

    def SetRibbon(self, json: str) -> None:
        """Replace the snapshot that the ribbon's callbacks answer from."""
        ...

    def OpenWindow(self, json: str) -> None:
        """Show a window; returns at once."""
        ...

    def UpdateWindow(self, json: str) -> None:
        """Change or close an open window; returns at once."""
        ...

    def SetInspector(self, json: str) -> None:
        """Say what one appointment window shows of ours; returns at once."""
        ...

    def UpdatePane(self, json: str) -> None:
        """Change what the pane of one appointment window shows; returns at once."""
        ...

    def OpenAddress(self, address: str) -> bool:
        """Show a web page in the user's browser; False when there is none."""
        ...

    def Facts(self) -> str:
        """Versions, language, zone, folders, timings."""
        ...

    def SystemProxy(self, address: str) -> str:
        """The proxy the system names for the address, or ""."""
        ...

    def Protect(self, base64: str) -> str:
        """Wrap a secret by the user's OS protection."""
        ...

    def Unprotect(self, base64: str) -> str:
        """Unwrap it; "" when this user cannot."""
        ...
