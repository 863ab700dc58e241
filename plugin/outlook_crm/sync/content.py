"""Items of the two sides that nothing but their content tells to be one.

Asked only where no mark does: in a CRM without a place for a key, and in a pairing's
first pass.  Alike are items at the same time with the same subject, as far as each side
holds it.  Of several that are alike it depends on the rest of what they show, and where
that leaves a doubt nobody but the user can tell.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from outlook_crm.domain.canonical import canonical
from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.side import Side

from .merge import alike, beginning, merge
from .values import Item, Link

Seen = Callable[[Item], Fields | None]
"""What the CRM may know of an Outlook item, None for nothing at all."""
_Alike = tuple[list[Item], list[Item]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What items are compared by: the fields of both sides, as the user's privacy shows them."""

    names: Collection[FieldName]
    single: Collection[FieldName]
    seen: Seen

    def fields(self, item: Item) -> Fields:
        """What is compared of an item, nothing of one that the CRM may not know."""
        return (self.seen(item) or {}) if item.side is Side.OUTLOOK else item.fields

    def may_be_one(self, ours: Fields, theirs: Fields) -> bool:
        """Whether no field says one thing here and another there."""
        shows = {Side.OUTLOOK: ours, Side.CRM: theirs}
        return not merge({}, shows, self.names, None, self.single).conflicts

    def same(self, first: Item, second: Item) -> bool:
        """Whether two items of one side cannot be told apart."""
        shown = [self.fields(each) for each in (first, second)]
        return all(
            canonical(name, shown[0].get(name)) == canonical(name, shown[1].get(name))
            for name in self.names
        )

    def linked(
        self, records: Iterable[Item], shown: Iterable[tuple[Link, Fields]]
    ) -> list[tuple[Link, Item]]:
        """Each record that looks like what one of the links has ``shown``, with that link.

        A link goes to one record at most.
        """
        known: dict[Hashable, list[tuple[Link, Fields]]] = {}
        for link, fields in shown:
            known.setdefault(_mark(fields), []).append((link, fields))
        found: list[tuple[Link, Item]] = []
        for record in records:
            free = known.get(_mark(record.fields), [])
            if mine := next((each for each in free if self._fits(each[1], record)), None):
                free.remove(mine)
                found.append((mine[0], record))
        return found

    def _fits(self, shown: Fields, record: Item) -> bool:
        return look_alike(shown, record.fields) and self.may_be_one(shown, record.fields)


@dataclass(slots=True)
class Found:
    """``couples`` are an Outlook item and its record each; ``unclear`` may be anybody's."""

    couples: list[tuple[Item, Item]] = field(default_factory=list)
    unclear: list[Item] = field(default_factory=list)


def couples_of(new: Iterable[Item], records: Iterable[Item], likeness: Likeness) -> Found:
    """Couple what is surely one; both come oldest first.

    A record with a key is another item's, whether that one is to be seen or not.
    """
    found = Found()
    keyless = [record for record in records if not record.key]
    if not keyless:
        return found
    for items, theirs in _groups([*new, *keyless], likeness):
        if items and theirs:
            _settle(items, theirs, likeness, found)
    return found


def look_alike(first: Fields, second: Fields) -> bool:
    """Whether both have one subject at one time."""
    subjects = (each.get(FieldName.SUBJECT) for each in (first, second))
    mark = _mark(first)
    return mark is not None and mark == _mark(second) and alike(FieldName.SUBJECT, *subjects)


def _mark(fields: Fields) -> Hashable:
    """What all that look alike have in common; None where subject or time says nothing."""
    subject = beginning(FieldName.SUBJECT, fields.get(FieldName.SUBJECT))
    when = canonical(FieldName.WHEN, fields.get(FieldName.WHEN))
    return (when, subject) if when is not None and subject else None


def _groups(items: Sequence[Item], likeness: Likeness) -> Iterator[_Alike]:
    """What is alike, by side, each side's in the order given."""
    marked: dict[Hashable, list[list[Item]]] = {}
    for item in items:
        fields = likeness.fields(item)
        if (mark := _mark(fields)) is None:
            continue
        groups = marked.setdefault(mark, [])
        mine = [
            group
            for group in groups
            if any(look_alike(fields, likeness.fields(each)) for each in group)
        ]
        rest = [group for group in groups if all(group is not each for each in mine)]
        marked[mark] = [*rest, [*(x for group in mine for x in group), item]]
    for group in (each for groups in marked.values() for each in groups):
        yield (
            [x for x in group if x.side is Side.OUTLOOK],
            [x for x in group if x.side is Side.CRM],
        )


def _settle(items: list[Item], records: list[Item], likeness: Likeness, found: Found) -> None:
    mine, theirs = _kinds(items, likeness), _kinds(records, likeness)
    fits = {
        (a, b)
        for (a, item), (b, record) in product(enumerate(mine), enumerate(theirs))
        if likeness.may_be_one(likeness.fields(item[0]), record[0].fields)
    }
    lone = [
        (a, b)
        for a, b in sorted(fits)
        if sum(x == a for x, _ in fits) == sum(y == b for _, y in fits) == 1
    ]
    for a, b in lone:
        found.couples += zip(mine[a], theirs[b], strict=False)
    left = [x for a, kind in enumerate(mine) if a not in {x for x, _ in lone} for x in kind]
    lost = [x for b, kind in enumerate(theirs) if b not in {y for _, y in lone} for x in kind]
    if len(left) == len(lost) == 1:
        found.couples.append((left[0], lost[0]))
    elif left and lost:
        found.unclear += [*left, *lost]


def _kinds(items: Iterable[Item], likeness: Likeness) -> list[list[Item]]:
    """Those that cannot be told apart, together."""
    kinds: list[list[Item]] = []
    for item in items:
        mine = next((kind for kind in kinds if likeness.same(kind[0], item)), None)
        if mine is None:
            kinds.append([item])
        else:
            mine.append(item)
    return kinds
