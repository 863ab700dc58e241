"""Walking a list to its end, whatever size of pages the server really gives."""

import itertools
from collections.abc import Callable, Iterator, Sequence

from outlook_crm.crm.jsonapi import Page, Resource
from outlook_crm.errors import NotACrm

from .choices import UPDATED, time_told

_MOST_REPEATS = 3


def walk(read: Callable[[int], Page]) -> Iterator[Resource]:
    """A list that stays as it is: page by page, by number from 1, each record once."""
    seen: set[str] = set()
    for number in itertools.count(1):
        page = read(number)
        fresh = [each for each in page.resources if each.id not in seen]
        yield from fresh
        seen.update(each.id for each in fresh)
        if not fresh or (page.total is not None and len(seen) >= page.total):
            return


def walk_by_change(read: Callable[[str, int], Page]) -> Iterator[Resource]:
    """A list in the order of change, while its records go on changing: each record once.

    ``read(since, page)`` gives a page of what changed at ``since`` or later, ""
    for everything.  The walk goes on from the last time of change, not by number:
    a record that changes meanwhile leaves its place, the others move up, and the
    next page by number would miss one.  Only where a whole page has one time of
    change the number counts, and with a server that orders its lists as it likes.
    """
    seen: set[str] = set()
    since, number, shown, repeats = "", 1, 0, 0
    while True:
        page = read(since, number)
        fresh = [each for each in page.resources if each.id not in seen]
        yield from fresh
        seen.update(each.id for each in fresh)
        if not _is_in_order(page.resources):
            others = walk(lambda number: read("", number))
            yield from (each for each in others if each.id not in seen)
            return
        shown += len(page.resources)
        if not page.resources or (page.total is not None and shown >= page.total):
            return
        repeats = 0 if fresh else repeats + 1
        if repeats >= _MOST_REPEATS:
            raise NotACrm("The CRM shows the same records again and again.")
        last = str(page.resources[-1].attributes.get(UPDATED) or "")
        if last == since or not last or not fresh:
            number += 1
        else:
            since, number, shown = last, 1, 0


def changed_at(record: Resource) -> float | None:
    """Its time of change in seconds since 1970; None when it tells none."""
    changed = time_told(record.attributes.get(UPDATED))
    return changed.timestamp() if changed else None


def _is_in_order(records: Sequence[Resource]) -> bool:
    moments = [moment for each in records if (moment := changed_at(each)) is not None]
    return all(one <= other for one, other in itertools.pairwise(moments))
