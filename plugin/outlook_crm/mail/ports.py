"""The doors of filing: Outlook's mails, the CRM's, and the state's memory of both.

Each protocol has one conformance suite under tests/conformance.  Every call may
raise `outlook_crm.errors.Theirs` or `Cancelled`; then nothing was written.  A write
whose answer was lost returns UNKNOWN instead.  Calls come from one thread.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from outlook_crm.domain.email import Attached, Correspondent, Email

from .identity import Keys
from .relations import AddressBook, Relations
from .values import (
    Changes,
    Content,
    Filed,
    MailIntent,
    Reading,
    Record,
    RecordFile,
    Row,
    Spot,
    Written,
)


class Mailbox(Protocol):
    """Outlook's mails, for one pairing."""

    def rows(self, folder: Spot, since: datetime | None = None) -> Iterator[Row]:
        """What lies in a folder and changed at ``since`` or later, in no order.

        Raises Missing when there is no such folder.
        """
        ...

    def read(self, spots: Collection[Spot]) -> Reading:
        """Read these mails."""
        ...

    def content(self, spot: Spot, attached: Attached) -> Content:
        """The bytes of one attachment.  Raises Missing or Refused when there are none."""
        ...

    def mark(self, spot: Spot, crm_id: str) -> Written:
        """Show on the mail that it is filed; "" takes the mark off.

        Nothing else of the mail changes: not its read state, not its flags.
        """
        ...

    def place(self, crm_id: str, email: Email) -> Written:
        """Put a mail of the CRM into the folder for such, marked in its first write."""
        ...

    def attach(self, spot: Spot, file_id: str, name: str, data: bytes) -> Written:
        """Attach a file of the CRM's to a placed mail; it is there once, however often that is.

        ``name`` may be anything: it is made safe.
        """
        ...

    def placed(self, crm_id: str) -> Spot | None:
        """Where such a mail is, by its mark; None when there is none."""
        ...

    def find(self, message_ids: Collection[str]) -> dict[str, Spot]:
        """Mails of the watched folders by their internet message ids."""
        ...

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        ...


class Archive(Protocol):
    """The CRM's records of mails, as one user sees them."""

    def find(self, keys: Keys) -> Sequence[Record]:
        """The user's records that carry one of the keys, the oldest first.

        What `create` made on any PC is there at once: that tells which of two is the
        younger.  A record found by the digest alone counts only if its message id, or
        the mail's, is not known.
        """
        ...

    def create(self, email: Email, keys: Keys, relations: Relations) -> Written:
        """Make a record; the user becomes its owner."""
        ...

    def record(self, crm_id: str) -> Record | None:
        """The record, None where it is not to be seen."""
        ...

    def files(self, crm_id: str) -> Sequence[RecordFile]:
        """What is attached to the record.  Raises Missing without it."""
        ...

    def content(self, file: RecordFile) -> bytes:
        """What is in a file.  Raises Missing, NotAllowed or Refused when it is not handed out."""
        ...

    def attach(self, crm_id: str, content: Content) -> Written:
        """Attach a file."""
        ...

    def remove(self, crm_id: str) -> Written:
        """Delete the record."""
        ...

    def book(self, people: Iterable[Correspondent], domains: Iterable[str]) -> AddressBook:
        """Whom of these the CRM knows, and whose these domains are."""
        ...

    def changed(self, cursor: str, since: datetime) -> Changes:
        """The user's records that changed after the cursor and were sent at ``since`` or later."""
        ...

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        ...


class FiledMails(Protocol):
    """What the state knows of filed mails.

    Writes need the caller's transaction, see `outlook_crm.sync.ports.StatePort`.
    """

    def atomic(self) -> AbstractContextManager[None]:
        """One transaction."""
        ...

    def any(self, pairing: str) -> bool:
        """Whether some mail is known."""
        ...

    def by_keys(self, pairing: str, keys: Keys) -> Filed | None:
        """The filed mail that has the message id, or the digest where one has no message id."""
        ...

    def by_crm_id(self, pairing: str, crm_id: str) -> Filed | None:
        """The filed mail of a record."""
        ...

    def in_conversation(self, pairing: str, conversation: str) -> Sequence[Filed]:
        """The filed mails of a conversation, the newest first."""
        ...

    def unfinished(self, pairing: str) -> Sequence[Filed]:
        """Those with parts left."""
        ...

    def put(self, filed: Filed) -> None:
        """Add or replace, by CRM id."""
        ...

    def drop(self, pairing: str, crm_id: str) -> None:
        """Forget; no error when there is nothing."""
        ...

    def intents(self, pairing: str) -> Sequence[MailIntent]:
        """Writes begun and not settled, oldest first."""
        ...

    def begin(self, intent: MailIntent, now: datetime) -> int:
        """Record an intent before its write; returns its number."""
        ...

    def settle(self, intent: int) -> None:
        """The write's end is known and recorded."""
        ...

    def value(self, pairing: str, name: str) -> str:
        """A small named value, "" when never set."""
        ...

    def put_value(self, pairing: str, name: str, value: str) -> None:
        """Set it."""
        ...
