"""The two doors of the contacts: Outlook's address book, and the CRM's people.

Each has one conformance suite under tests/conformance, as the doors of the calendar have.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outlook_crm.domain.fields import FieldName

from .values import Absence, Item, Outcome, Step


@dataclass(frozen=True, slots=True)
class Card:
    """One contact of the address book as its folder's table shows it.

    ``stamp`` is the CRM id it carries for this pairing, "" for none.  ``addresses``
    are its mail addresses in lower case, three at most.
    """

    id: str
    created: datetime
    stamp: str
    addresses: tuple[str, ...]


class AddressBook(Protocol):
    """Outlook's contacts folder, for one pairing.  Groups are none of its contacts.

    Every call may raise `outlook_crm.errors.Theirs` or `Cancelled`; then nothing was
    written.  Calls come from one thread.
    """

    @property
    def names(self) -> frozenset[FieldName]:
        """The fields it can hold."""
        ...

    def verify(self) -> None:
        """Raises Missing when the folder is not there (any more)."""
        ...

    def cards(self) -> Sequence[Card]:
        """Every contact of the folder, oldest first."""
        ...

    def read(self, ids: Collection[str]) -> Mapping[str, Item]:
        """Those of the ids that are in the folder and can be read."""
        ...

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Contacts of the folder that carry the stamp, oldest first; they have no key."""
        ...

    def write(self, step: Step) -> Outcome:
        """Carry out one step, never a deletion; see `outlook_crm.sync.ports.SidePort.write`."""
        ...

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        ...


@dataclass(frozen=True, slots=True)
class Moved:
    """Contacts of the CRM that changed, by id, and where the next look starts."""

    items: Mapping[str, Item]
    cursor: str


class People(Protocol):
    """The CRM's contacts, whoever owns them.

    Calls may raise what a side's may; from one thread.
    """

    @property
    def names(self) -> frozenset[FieldName]:
        """The fields this installation can hold."""
        ...

    def changed(self, cursor: str, known: Collection[str]) -> Moved:
        """Those of ``known`` that changed since the cursor; "": all of them."""
        ...

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """These contacts now; one answer an id."""
        ...

    def alike(self, address: str, first: str, last: str) -> Sequence[Item]:
        """Contacts with this mail address or this full name, oldest first; "" matches nothing."""
        ...

    def write(self, step: Step) -> Outcome:
        """Make a contact: the one step that the add-in takes here, on the user's word."""
        ...

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        ...
