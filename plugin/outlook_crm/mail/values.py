"""The values that filing works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from outlook_crm.domain.email import Email
from outlook_crm.sync.values import Fate

from .identity import Keys
from .relations import NONE, Relations
from .rules import Standing


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mail or folder is found again: Outlook's ids."""

    store: str
    id: str


@dataclass(frozen=True, slots=True)
class Content:
    """An attachment with its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A mail as its folder's table shows it, without opening it.

    ``modified`` and ``at`` are UTC, ``size`` is in bytes.  ``stamp`` is the CRM id that
    the mail is marked with for this pairing, "" for none.
    """

    spot: Spot
    modified: datetime
    at: datetime | None
    size: int
    subject: str
    message_id: str = ""
    message_class: str = "IPM.Note"
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in Outlook, read.

    ``wish`` is what *File and send* left on it: where to file it, `NONE` for where it
    belongs; None for no wish.
    """

    spot: Spot
    modified: datetime
    standing: Standing
    email: Email
    stamp: str = ""
    wish: Relations | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Mails by id; ids that are not there; why others could not be read, by id."""

    mails: Mapping[str, Mail]
    missing: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A mail as the CRM keeps it; ``mine``: its owner is the user."""

    id: str
    keys: Keys
    relations: Relations
    email: Email
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """Records that changed since a cursor, the longest unchanged first, and the next cursor."""

    records: tuple[Record, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write.

    ``id`` is the record or mail that a create gave, ``store`` where the mail lies.
    ``wait`` is in seconds.
    """

    fate: Fate
    id: str = ""
    store: str = ""
    reason: str = ""
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of a record; ``size`` in bytes."""

    id: str
    name: str
    size: int


REMOVED = "removed:"
MARK = "mark"
ORIGINAL = "original"
EVERYTHING = "everything"
"""All parts that the mail has: it was not there when its record was found again."""
RECORDS_FILES = "files"
"""All files of a record that was brought: which they are is not known yet."""


def file_part(index: int) -> str:
    """The part that is attachment number ``index``."""
    return f"file:{index}"


def index_of(part: str) -> int:
    """The attachment's number in a part that `file_part` named; 0 for another part."""
    kind, _, number = part.partition(":")
    return int(number) if kind == "file" else 0


def bring_part(file_id: str) -> str:
    """The part that is this file of a record that was brought."""
    return f"bring:{file_id}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A mail that is filed.

    ``conversation`` is what its answers share with it.  ``spot`` is where it lay in
    Outlook when it was filed.  ``left`` are the parts not done yet, in their order.
    ``made``: this pairing made the record; another one's is never removed from the CRM.
    One that the user took out of the CRM again stays known by a ``crm_id`` that is
    none (`REMOVED`), so that it is not filed again by itself.
    """

    pairing: str
    crm_id: str
    keys: Keys
    spot: Spot
    conversation: str = ""
    relations: Relations = NONE
    left: tuple[str, ...] = ()
    made: bool = True
    at: datetime | None = None

    @property
    def removed(self) -> bool:
        """Whether the user took it out of the CRM."""
        return self.crm_id.startswith(REMOVED)

    @property
    def brings(self) -> bool:
        """Whether files of the record are on their way to Outlook."""
        return any(each == RECORDS_FILES or each.startswith("bring:") for each in self.left)

    def without(self, part: str) -> "Filed":
        """It, once a part is done."""
        return replace(self, left=tuple(each for each in self.left if each != part))

    def taken_out(self) -> "Filed":
        """What is known of it after the user took it out."""
        return replace(self, crm_id=f"{REMOVED}{self.keys.digest}", left=(), made=False)


class Deed(StrEnum):
    """What is done about a mail: the first three are journalled by an intent."""

    FILE = "file"
    PLACE = "place"
    REMOVE = "remove"
    FINISH = "finish"  # the parts of a filed mail
    BRING = "bring"  # the files of one that was brought


@dataclass(frozen=True, slots=True)
class MailIntent:
    """A write that was begun and whose end is not known.

    ``id`` is the state's own number, 0 before it has one.  Of a mail that is brought
    ``crm_id`` is the record, of one that is filed ``spot`` is the mail.  ``wished``: the
    user said where to file it.
    """

    pairing: str
    deed: Deed
    keys: Keys
    spot: Spot
    crm_id: str = ""
    relations: Relations = NONE
    id: int = 0
    wished: bool = False
