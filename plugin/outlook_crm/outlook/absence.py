"""What became of items that are no longer at their place.

Absence is not deletion: an item may have been moved, archived, or made anew
by accepting an invitation.  Deleted is what lies in Deleted Items and lives
nowhere, or what Outlook told us is deleted for good; all the rest keeps its partner.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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

    ``day`` is that occurrence's, ``mark`` the record that its stamp names, None where it
    may not carry it yet.
    """

    id: str
    key: str
    day: date | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``absent`` by id; ``remade`` has the ids of items in the folder made in their stead."""

    absent: Mapping[str, Absence]
    remade: Mapping[str, str]


Linked = Callable[[str], Mapping[date | None, str]]
"""The keys of what is linked of a row, by the days of its occurrences."""


class Kin:
    """Some rows, asked which of them stand for an item that is gone.

    A row that is ``linked`` stands for occurrences alone: it may be the series, or what
    was a series, that others went over to.
    """

    def __init__(self, rows: Iterable[Row], key_of: KeyOf, linked: Linked) -> None:
        self._by_id = {row.id: row for row in rows}
        self._key_of = key_of
        self._linked = linked
        self._named: dict[tuple[date | None, bool | None], Mapping[str, list[Row]]] = {}
        self._marked = _listed((row.stamp, row) for row in self._by_id.values() if row.stamp)

    def of(self, gone: Gone) -> list[Row]:
        """The item itself, those with its key, or those with the mark of a copy.

        A copy has its original's global id: they are told apart by their marks.
        """
        if itself := self._by_id.get(gone.id):
            return [itself]
        named = [row for row in self._of_name(gone) if self._stands_in(row, gone)]
        if gone.day or gone.mark is None:
            return named
        ours = [row for row in named if _mark(row) in ("", gone.mark)]
        marked = self._marked.get(gone.mark, ())
        return ours or [row for row in marked if copy_key(self._name(row), gone.id) == gone.key]

    def _of_name(self, gone: Gone) -> list[Row]:
        """Of an occurrence series first: a calendar has few, and each day has other names."""
        kinds = (True, False) if gone.day else (None,)
        found = (self._by_name(gone.day, recurring=kind).get(gone.key) for kind in kinds)
        return next(filter(None, found), [])

    def _by_name(self, day: date | None, *, recurring: bool | None) -> Mapping[str, list[Row]]:
        if (day, recurring) not in self._named:
            self._named[day, recurring] = _listed(
                (self._name(row, day), row)
                for row in self._by_id.values()
                if row.gid and recurring in (None, row.recurring)
            )
        return self._named[day, recurring]

    def _stands_in(self, row: Row, gone: Gone) -> bool:
        linked = self._linked(row.id)
        if not gone.day:
            return not linked
        return all(key == self._name(row, day) for day, key in linked.items())

    def _name(self, row: Row, day: date | None = None) -> str:
        return self._key_of(occurrence_id(row.gid, day) if day else row.gid)


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
