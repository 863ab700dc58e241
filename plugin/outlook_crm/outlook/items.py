"""A record of the shim as an item of the sync, and how its version is told to be old."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from outlook_crm.domain.fields import BY_NAME, FieldName, Fields
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import TAKEN_BACK, Item, Role

from .fields import fields_of
from .records import Cell, CellState, Record, Row

SETTLES_AFTER = timedelta(minutes=2)
"""An item read sooner than this after its last change may change again without a
later modification time: Outlook keeps whole seconds, and a mail server may set
its own, coarser and later one."""

_FRESH = "?"

# MS-OXOCAL 2.2.1.10, PidLidAppointmentStateFlags, the bits of OlMeetingStatus.
_MEETING, _RECEIVED, _CANCELLED = 1, 2, 4


def item_of(record: Record, key_of: Callable[[str], str], now: datetime) -> Item:
    """The item a record means; ``key_of`` makes the activity's key of a global id."""
    fields, whole = fields_of(record.cells)
    role = _role(record.meeting)
    return Item(
        side=Side.OUTLOOK,
        id=record.id,
        version=_version(record, now),
        fields=told_by(role, fields),
        modified=record.modified,
        created=record.created,
        key=key_of(record.gid) if record.gid else "",
        stamp=record.stamp.removeprefix(TAKEN_BACK) or None,
        role=role,
        read_only=record.read_only,
        whole=whole,
        type_read=is_type_read(record.cells),
        put_away=record.stamp.startswith(TAKEN_BACK),
    )


def is_type_read(cells: Mapping[str, Cell]) -> bool:
    """Whether the cells tell if a type was chosen, and which."""
    cell = cells.get(BY_NAME[FieldName.TYPE].outlook)
    return cell is not None and cell.state not in (CellState.UNREADABLE, CellState.CUT)


def shim_version(version: str) -> str:
    """The version in the shim's words, to be compared just before a write."""
    return version.removesuffix(_FRESH)


def is_unchanged(row: Row, version: str) -> bool:
    """Whether the row's item surely still has this version."""
    modified, _, _ = version.partition("/")
    return modified == row.modified and not version.endswith(_FRESH)


def _version(record: Record, now: datetime) -> str:
    """Marked while it is fresh, so that the next pass reads the item once more."""
    fresh = now - record.modified < SETTLES_AFTER
    return record.version + _FRESH if fresh else record.version


def told_by(role: Role, fields: Fields) -> Fields:
    """What is the user's to tell of an item in which they have this role."""
    return {name: value for name, value in fields.items() if name not in _OTHERS[role]}


# Who comes is the organiser's to tell, one's own answer that of who was invited.
_OTHERS: Mapping[Role, frozenset[FieldName]] = {
    Role.OWN: frozenset({FieldName.RESPONSE}),
    Role.ORGANISER: frozenset({FieldName.RESPONSE}),
    Role.INVITED: frozenset({FieldName.ATTENDEES}),
    Role.CANCELLED: frozenset({FieldName.ATTENDEES}),
}


def _role(meeting: int) -> Role:
    if meeting & _RECEIVED:
        return Role.CANCELLED if meeting & _CANCELLED else Role.INVITED
    return Role.ORGANISER if meeting & _MEETING else Role.OWN
