"""Outlook's address book: `outlook_crm.sync.contact_ports.AddressBook` over the shim's gateway.

Every cell of a contact is one line or a few lines of text, under the name that the
table of contact fields gives it.
"""

from collections.abc import Collection, Mapping, Sequence

from outlook_crm.domain.fields import BY_NAME, CONTACT, CONTACT_NAMES, FieldName, Fields, FieldValue
from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.sync.contact_ports import Card
from outlook_crm.sync.values import Fate, Item, Outcome, Step

from .folder import CONTACT as KIND
from .folder import Folder
from .gateway import Gateway
from .records import Cell, CellState, Json, Record, Row, instant, value_cell

_READABLE = (CellState.VALUE, CellState.ABSENT)


class OutlookContacts:
    """The contacts folder ``folder`` of ``store`` for one pairing."""

    def __init__(self, gateway: Gateway, *, store: str, folder: str, pairing: str) -> None:
        self._folder = Folder(gateway, store, folder, pairing, KIND)

    @property
    def names(self) -> frozenset[FieldName]:
        """A contact of Outlook's has a property for each."""
        return CONTACT_NAMES

    def verify(self) -> None:
        """Raises Missing when the folder is not there (any more)."""
        self._folder.check()

    def cards(self) -> Sequence[Card]:
        """Every contact of the folder, oldest first."""
        cards = map(_card, self._folder.scan().rows.values())
        return sorted(cards, key=lambda card: (card.created, card.id))

    def read(self, ids: Collection[str]) -> Mapping[str, Item]:
        """Those of the ids that lie in the folder and can be read."""
        return {
            record.id: _item(record)
            for answer in self._folder.read(ids)
            for record in answer.items
            if self._folder.holds(record)
        }

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Contacts of the folder that carry the stamp, oldest first."""
        rows = self._folder.scan().rows.values() if stamp else ()
        found = self.read([row.id for row in rows if row.stamp == stamp]).values()
        return sorted(found, key=lambda item: (item.created, item.id))

    def write(self, step: Step) -> Outcome:
        """Carry out one step; the shim compares the version just before it writes."""
        answer = self._folder.write(
            step.kind.value,
            id=step.target,
            expect=step.expect,
            stamp=step.source,
            cells=cells_of(step.fields),
        )
        fate = Fate(answer.fate)
        reason = answer.reason or sentence(
            "Outlook refused it ({hresult}).", hresult=answer.hresult
        )
        item = _item(answer.item) if answer.item else None
        return Outcome(fate, item, reason if fate is Fate.REFUSED else "")

    def cancel(self) -> None:
        """Let no further call begin; one that runs ends within its own limit."""
        self._folder.cancel()


def cells_of(fields: Fields) -> Json:
    """The seam's cells that write these fields and touch no other."""
    return {BY_NAME[name].outlook: value_cell(str(value or "")) for name, value in fields.items()}


def _fields_of(cells: Mapping[str, Cell]) -> dict[FieldName, FieldValue]:
    """The fields that could be read."""
    shown = {field.name: cells[field.outlook] for field in CONTACT}
    return {
        name: str(cell.value) if cell.value else None
        for name, cell in shown.items()
        if cell.state in _READABLE
    }


def _item(record: Record) -> Item:
    fields = _fields_of(record.cells)
    return Item(
        Side.OUTLOOK,
        record.id,
        record.version,
        fields,
        record.modified,
        record.created,
        stamp=record.stamp or None,
        read_only=record.read_only,
        whole=fields.keys() == CONTACT_NAMES,
    )


def _card(row: Row) -> Card:
    addresses = tuple(each.strip().lower() for each in row.addresses)
    return Card(row.id, instant(row.created), row.stamp, addresses)
