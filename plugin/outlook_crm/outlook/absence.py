"""What became of items that are no longer at their place.

Absence is not deletion: an item may have been moved, archived, or made anew
by accepting an invitation.  Deleted is what lies in Deleted Items and lives
nowhere, or what Outlook told us is deleted for good; all the rest keeps its partner.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from outlook_crm.sync.values import Absence

from .records import Found, Where

_ALIVE = {
    Where.WATCHED: Absence.UNKNOWN,  # it came back while we looked: the next pass sees it
    Where.ELSEWHERE: Absence.MOVED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """``absent`` by id; ``remade`` has the ids of items in the folder made in their stead."""

    absent: Mapping[str, Absence]
    remade: Mapping[str, str]


def is_alive(found: Found) -> bool:
    """Whether the item itself was met outside Deleted Items."""
    return found.where in _ALIVE


def judge(
    found: Sequence[Found],
    keys: Mapping[str, str],
    living: Mapping[str, str],
    binned: Mapping[str, str],
    taken_back: Collection[str] = (),
    *,
    certain: bool,
) -> Verdict:
    """Say what became of each item in ``found``.

    ``keys`` holds the activity's key of an id; ``living`` and ``binned`` give,
    by key, the ids of items of the folder that belong to no link, and of those
    in Deleted Items; ``taken_back`` are the ids and keys of those of the latter that an
    undo put there.  Without ``certain`` the folder was not seen whole, and nothing that
    was not met in it may be called deleted.
    """
    absent: dict[str, Absence] = {}
    remade: dict[str, str] = {}
    for each in found:
        key = keys.get(each.id, "")
        if is_alive(each):
            absent[each.id] = _ALIVE[each.where]
        elif key in living:
            absent[each.id] = Absence.MOVED
            remade[each.id] = living[key]
        elif each.id in taken_back or key in taken_back:
            absent[each.id] = Absence.MOVED
        elif not certain:
            absent[each.id] = Absence.UNKNOWN
        else:
            deleted = each.where is Where.DELETED or each.permanent or key in binned
            absent[each.id] = Absence.DELETED if deleted else Absence.LOST
    return Verdict(absent, remade)
