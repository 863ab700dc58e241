"""What became of items that are no longer at their place.

Absence is not deletion: an item may have been moved, archived, or made anew
by accepting an invitation.  Deleted is what lies in Deleted Items and lives
nowhere, or what Outlook told us is deleted for good; all the rest keeps its partner.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outlook_crm.sync.marks import copy_key
from outlook_crm.sync.values import TAKEN_BACK, Absence

from .records import Found, Row, Where
from .series import KeyOf, occurrence_id

_ALIVE = {
    Where.WATCHED: Absence.UNKNOWN,  # it came back while we looked: the next pass sees it
    Where.ELSEWHERE: Absence.MOVED,
}


@dataclass(frozen=True, slots=True)
class Gone:
    """An item by its EntryID, with its activity's key; for a series one occurrence speaks.

    ``day`` is that occurrence's, ``partner`` the CRM's record, None where it is not known.
    """

    id: str
    key: str
    day: date | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``absent`` by id; ``remade`` has the ids of items in the folder made in their stead."""

    absent: Mapping[str, Absence]
    remade: Mapping[str, str]


class Kin:
    """Some rows, asked which of them stand for an item that is gone.

    Those that are ``known`` to be linked stand for occurrences alone: they may be the
    series that others went over to.
    """

    def __init__(self, rows: Iterable[Row], key_of: KeyOf, known: Container[str]) -> None:
        self._known = known
        self._by_id = {row.id: row for row in rows}
        self._rows = [row for row in self._by_id.values() if row.gid]
        self._key_of = key_of
        self._named: dict[date | None, Mapping[str, list[Row]]] = {}
        self._marked = _listed((row.stamp, row) for row in self._rows if row.stamp)

    def of(self, gone: Gone) -> list[Row]:
        """The item itself, those with its key, or those with the mark of a copy.

        A copy has its original's global id: they are told apart by their marks.
        """
        if itself := self._by_id.get(gone.id):
            return [itself]
        named = self._by_key(gone.day).get(gone.key, [])
        if gone.day:
            return named
        named = [row for row in named if row.id not in self._known]
        if gone.partner is None:
            return named
        ours = [row for row in named if _mark(row) in ("", gone.partner)]
        marked = self._marked.get(gone.partner, ())
        return ours or [row for row in marked if self._is_copy(row, gone)]

    def _by_key(self, day: date | None) -> Mapping[str, list[Row]]:
        """Also single items: their rule may have been taken away since."""
        if day not in self._named:
            self._named[day] = _listed(
                (self._key_of(occurrence_id(row.gid, day) if day else row.gid), row)
                for row in self._rows
            )
        return self._named[day]

    def _is_copy(self, row: Row, gone: Gone) -> bool:
        return copy_key(self._key_of(row.gid), gone.id) == gone.key


def is_alive(found: Found) -> bool:
    """Whether the item itself was met outside Deleted Items."""
    return found.where in _ALIVE


def judge(
    found: Sequence[Found],
    gone: Mapping[str, Gone],
    living: Kin,
    binned: Kin,
    taken_back: Kin,
    *,
    certain: bool,
) -> Verdict:
    """Say what became of each item in ``found``; ``gone`` has them by id.

    ``living`` are items of the folder that may stand for one, ``binned`` those in Deleted
    Items and ``taken_back`` those of the latter that an undo put there.  Without ``certain``
    the folder was not seen whole, and nothing that was not met in it may be called
    deleted.
    """
    absent: dict[str, Absence] = {}
    remade: dict[str, str] = {}
    for each in found:
        item = gone[each.id]
        if is_alive(each):
            absent[each.id] = _ALIVE[each.where]
        elif heirs := living.of(item):
            absent[each.id] = Absence.MOVED
            remade[each.id] = heirs[-1].id
        elif taken_back.of(item):
            absent[each.id] = Absence.MOVED
        elif not certain:
            absent[each.id] = Absence.UNKNOWN
        else:
            deleted = each.where is Where.DELETED or each.permanent or binned.of(item)
            absent[each.id] = Absence.DELETED if deleted else Absence.LOST
    return Verdict(absent, remade)


def is_taken_back(row: Row) -> bool:
    """Whether an undo put the item into Deleted Items."""
    return row.stamp.startswith(TAKEN_BACK)


def _mark(row: Row) -> str:
    return row.stamp.removeprefix(TAKEN_BACK)


def _listed(named: Iterable[tuple[str, Row]]) -> Mapping[str, list[Row]]:
    listed: dict[str, list[Row]] = {}
    for name, row in named:
        listed.setdefault(name, []).append(row)
    return listed
