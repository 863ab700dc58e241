"""What wraps the vault's key so that only this Windows user can open it."""

from typing import Protocol


class Protector(Protocol):
    """The user's OS protection."""

    def protect(self, data: bytes) -> bytes:
        """Wrap a few bytes.

        Raises outlook_crm.errors.Users when the system refuses.
        """
        ...

    def unprotect(self, data: bytes) -> bytes | None:
        """Unwrap them; None when this user, on this PC, cannot."""
        ...
