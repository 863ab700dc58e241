"""The protector that asks the shim: DPAPI on Windows, its twin in Mono elsewhere."""

import base64
import binascii
from typing import Protocol

from outlook_crm.errors import Users


class ProtectingShell(Protocol):
    """The two methods of the shim's `IShell` that are needed."""

    def Protect(self, base64: str) -> str:  # noqa: N802 - the C# interface's names
        """Wrap; base64 in and out."""
        ...

    def Unprotect(self, base64: str) -> str:  # noqa: N802 - the C# interface's names
        """Unwrap; "" when this user cannot."""
        ...


class ShellProtector:
    """`Protector` by the shim."""

    def __init__(self, shell: ProtectingShell) -> None:
        self._shell = shell

    def protect(self, data: bytes) -> bytes:
        """Wrap by the user's OS protection; raises Users when the system refuses."""
        wrapped = _bytes(self._shell.Protect(base64.b64encode(data).decode()))
        if not wrapped:
            raise Users("Windows could not protect the login information, so it is not stored.")
        return wrapped

    def unprotect(self, data: bytes) -> bytes | None:
        """Unwrap; None when this user cannot."""
        return _bytes(self._shell.Unprotect(base64.b64encode(data).decode())) or None


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):  # an error record instead of base64
        return b""
