"""The marks that items bear on both sides, and who is coupled by them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from .values import Item

KEY_PREFIX = "olk-"


def activity_key(crm_user: str, global_id: str) -> str:
    """The activity's key: the same on every PC of the user, at most 64 characters.

    ``global_id`` is Outlook's GlobalAppointmentID, which all attendees of a
    meeting share: hence the CRM user in it.
    """
    return KEY_PREFIX + hashlib.sha256(f"{crm_user}\n{global_id}".encode()).hexdigest()[:40]


def copy_key(key: str, outlook_id: str) -> str:
    """The key of a copy, which has its original's global id: made of its own id, too."""
    return activity_key(key, outlook_id)


def is_marked(item: Item, crm_id: str) -> bool:
    """Whether the Outlook item carries the mark of this record, or is never to carry one."""
    return bool(item.series) or (item.stamp == crm_id and not item.put_away)


Couples = Mapping[str, Item]
"""CRM records by the id of the Outlook item that each is one with."""


def by_stamp(new: Sequence[Item], records: Sequence[Item]) -> Couples:
    """Coupled by the record that the Outlook item's stamp names."""
    return _couples([(item.id, item.stamp or "") for item in new], _by(records, lambda r: r.id))


def by_copy_key(new: Sequence[Item], records: Sequence[Item]) -> Couples:
    """Coupled by the key that a copy's record bears."""
    keys = [(item.id, copy_key(item.key, item.id)) for item in new if item.key]
    return _couples(keys, _by(records, lambda record: record.key))


def by_key(new: Sequence[Item], records: Sequence[Item]) -> Couples:
    """Coupled by the activity's key."""
    return _couples([(item.id, item.key) for item in new], _by(records, lambda r: r.key))


def _couples(items: Sequence[tuple[str, str]], records: Mapping[str, Item]) -> Couples:
    """The first item with each mark is coupled with the record that bears it."""
    left = dict(records)
    return {id_: left.pop(mark) for id_, mark in items if mark and mark in left}


def _by(records: Sequence[Item], mark: Callable[[Item], str]) -> Mapping[str, Item]:
    """The oldest record with each mark."""
    return {mark(record): record for record in reversed(records)}
