"""A mail as both sides mean it: who wrote what to whom, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """Which way a mail went, seen from the user."""

    RECEIVED = "received"
    SENT = "sent"


class Mode(StrEnum):
    """Which mails of one way are filed by themselves."""

    OFF = "off"  # none, nor by hand
    HAND = "hand"  # those the user files, and the answers in their conversations
    KNOWN = "known"  # those with somebody the CRM knows
    FOLDERS = "folders"  # those that lie in chosen folders


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody a mail comes from or goes to; either part may be empty.

    ``address`` is an internet mail address; an internal one (X.500) stays as it is.
    """

    name: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """The address as it is compared: in one case, without outer blanks."""
        return self.address.strip().casefold()

    @property
    def domain(self) -> str:
        """What stands behind the last @, "" where there is none."""
        return self.key.rpartition("@")[2] if "@" in self.key else ""


class Carrier(StrEnum):
    """What an attachment is."""

    FILE = "file"
    ITEM = "item"  # another Outlook item
    LINK = "link"  # a file that lies elsewhere: nothing to send
    PICTURE = "picture"  # drawn inside the text, a signature's logo say
    OBJECT = "object"  # an OLE object inside a rich text


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment; ``index`` counts from 1 as Outlook does, ``size`` is in bytes."""

    index: int
    name: str
    size: int
    media_type: str = ""
    carrier: Carrier = Carrier.FILE

    @property
    def travels(self) -> bool:
        """Whether it is a file of its own rather than a part of the text."""
        return self.carrier in (Carrier.FILE, Carrier.ITEM)


@dataclass(frozen=True, slots=True)
class Email:
    """One mail.

    ``at`` is when it was sent (received, where only that is known), in UTC, None
    for neither.  ``html`` is as it came, never safe to show.  ``message_id`` is
    the internet message id as it came, ``conversation`` what all mails of one
    conversation share, both "" when there is none.  ``headers`` are those of its
    transport, one text.  ``cut``: the text was too long, and this is its beginning.
    """

    way: Way
    subject: str
    sender: Correspondent
    at: datetime | None
    to: tuple[Correspondent, ...] = ()
    cc: tuple[Correspondent, ...] = ()
    bcc: tuple[Correspondent, ...] = ()
    text: str = ""
    html: str = ""
    message_id: str = ""
    conversation: str = ""
    attachments: tuple[Attached, ...] = ()
    headers: str = ""
    cut: bool = False

    @property
    def people(self) -> Iterator[Correspondent]:
        """Everybody in it: the sender first, then to, cc and bcc."""
        yield self.sender
        yield from self.to
        yield from self.cc
        yield from self.bcc
