"""Every error of ours, and who is to blame.

::

    Error                     message id + values, told in the user's language by ui
    +-- Defect                ours: a bug; reported, never shown as the user's fault
    +-- Theirs                the other side's
    |   +-- Unreachable       no answer: network, proxy, time limit (may pass by itself)
    |   +-- Busy              asked to wait; ``retry_after`` seconds or None
    |   +-- Untrusted         the server's certificate was not accepted
    |   +-- NotACrm           something answered, but not in the CRM's language
    |   +-- Refused           the side understood and said no; ``reason`` is its text
    |   +-- Missing           the item is not there (any more)
    +-- Users                 the user or the administrator can mend it
        +-- WrongAddress      the CRM's address is not one
        +-- WrongKey          the API key is unknown or of the wrong type
        +-- WrongPassword     user name or password not accepted
        +-- NotAllowed        logged in, but without the right to do this
        +-- WrongUser         the CRM's user is not the pairing's, or another pairing's
        +-- Taken             the calendar is another pairing's
        +-- BadSettings       a settings file or value; ``file``, ``line``, ``key``
        +-- VaultLocked       the secrets cannot be opened by this Windows user
        +-- Cancelled         stopped by the user or by the shutdown

The message is an English sentence with ``{named}`` places, which is also the
message id of the catalogs; `text` gives the finished sentence.  No secret is
ever passed as a value.
"""

from collections.abc import Mapping


class Error(Exception):
    """Base of all: a message id and the values of its places."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values: Mapping[str, object] = values

    @property
    def text(self) -> str:
        """The English sentence with its places filled in."""
        return self.message.format_map(dict(self.values))

    def __str__(self) -> str:
        return self.text


class Defect(Error):
    """Ours: a bug."""


class Theirs(Error):
    """The other side's."""


class Unreachable(Theirs):
    """No answer: network, proxy or time limit; it may pass by itself."""


class Busy(Theirs):
    """The side asked to wait ``retry_after`` seconds (None: it did not say how long)."""

    def __init__(
        self, message: str, /, *, retry_after: float | None = None, **values: object
    ) -> None:
        super().__init__(message, **values)
        self.retry_after = retry_after


class Untrusted(Theirs):
    """The server's certificate was not accepted."""


class NotACrm(Theirs):
    """Something answered, but not in the CRM's language."""


class Refused(Theirs):
    """The side understood and said no."""


class Missing(Theirs):
    """The item is not there."""


class Users(Error):
    """The user or the administrator can mend it."""


class WrongAddress(Users):
    """The CRM's address is not one."""


class WrongKey(Users):
    """The API key is unknown or of the wrong type."""


class WrongPassword(Users):
    """User name or password not accepted."""


class NotAllowed(Users):
    """Logged in, but without the right to do this."""


class WrongUser(Users):
    """The CRM's user is not the pairing's, or another pairing's."""


class Taken(Users):
    """The calendar is another pairing's."""


class BadSettings(Users):
    """A settings file or value cannot be used."""


class VaultLocked(Users):
    """The secrets cannot be opened by this Windows user."""


class Cancelled(Users):
    """Stopped by the user or by the shutdown."""
