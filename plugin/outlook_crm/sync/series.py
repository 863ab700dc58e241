"""After a change of a series' rule: which occurrence goes on for which that is gone.

What the CRM hangs on a record stays with it, so a record is moved to another date
rather than deleted and made anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from itertools import groupby
from zoneinfo import ZoneInfo

from outlook_crm.domain.fields import FieldValue
from outlook_crm.domain.when import AllDay, Timed

Dates = Mapping[str, date]
"""The dates of some occurrences, by their ids."""
_Dated = tuple[date, str]


def date_of(when: FieldValue) -> date | None:
    """The date on which it begins, in the zone it was planned in; None for what is no time."""
    if isinstance(when, AllDay):
        return when.first
    if isinstance(when, Timed):
        return when.start.astimezone(ZoneInfo(when.zone) if when.zone else UTC).date()
    return None


def successors(gone: Dates, new: Dates, kept: Sequence[date] = ()) -> Mapping[str, str]:
    """The id of what is gone by the id of the new occurrence that goes on for it.

    Those of the same date first.  The others go by their order, as many as there are and
    each to the nearest it can get: first those between the same two that were ``kept``,
    then what is left.
    """
    same = {day: id_ for id_, day in gone.items()}
    found = {id_: same.pop(day) for id_, day in new.items() if day in same}
    fixed = sorted([*kept, *(new[id_] for id_ in found)])
    taken = set(found.values())
    lost = [(day, id_) for id_, day in gone.items() if id_ not in taken]
    made = [(day, id_) for id_, day in new.items() if id_ not in found]
    for stays in (fixed, ()):
        taken = set(found.values())
        lost = sorted(each for each in lost if each[1] not in taken)
        made = sorted(each for each in made if each[1] not in found)
        for some_lost, some_made in _between(stays, lost, made):
            found |= {new_id: old_id for (_, old_id), (_, new_id) in _nearest(some_lost, some_made)}
    return found


def _between(
    fixed: Sequence[date], gone: Sequence[_Dated], new: Sequence[_Dated]
) -> Iterator[tuple[list[_Dated], list[_Dated]]]:
    """What lies between the same two fixed dates."""

    def place(each: _Dated) -> int:
        return sum(day <= each[0] for day in fixed)

    made = {at: list(some) for at, some in groupby(new, place)}
    for at, some in groupby(gone, place):
        yield list(some), made.get(at, [])


def _nearest(gone: list[_Dated], new: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Couples in order, as many as there can be, with the fewest days between them in all."""
    if len(gone) > len(new):
        return ((old, made) for made, old in _nearest(new, gone))
    # Row by row: the fewest days for the first so many of the fewer, by how many of the
    # more were left out before them.
    room = len(new) - len(gone)
    costs = [0] * (room + 1)
    left_out: list[list[int]] = []
    for at, (day, _) in enumerate(gone):
        best: list[int] = []
        row: list[int] = []
        for skipped in range(room + 1):
            cost = costs[skipped] + abs((new[at + skipped][0] - day).days)
            better = not best or cost < best[-1]
            row.append(skipped if better else row[-1])
            best.append(cost if better else best[-1])
        costs = best
        left_out.append(row)
    return _traced(gone, new, left_out, room)


def _traced(
    gone: list[_Dated], new: list[_Dated], left_out: list[list[int]], room: int
) -> Iterator[tuple[_Dated, _Dated]]:
    """The couples that the rows lead to, from the last to the first."""
    for at in reversed(range(len(gone))):
        room = left_out[at][room]
        yield gone[at], new[at + room]
