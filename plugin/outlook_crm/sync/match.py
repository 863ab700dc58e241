"""Which items of the two sides are one: by link, by stamp, by key.

A copy is known by collision, not by difference: only when two living items carry the
same mark is one of them new.  A lone item under another id has moved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from outlook_crm.domain.fields import FieldName, Fields, FieldValue
from outlook_crm.domain.side import Side

from .content import Likeness, couples_of
from .marks import Couples, by_copy_key, by_key, by_stamp, copy_key, is_marked
from .merge import renderings
from .series import date_of, successors
from .sights import Shown, Sights
from .values import Absence, Item, Link, Observation, Rendering


@dataclass(frozen=True, slots=True)
class Pair:
    """A link, and what both sides show of it.

    ``fresh``: this pass found the link.  ``moved``: it found one of its items under
    another id, which the state does not know yet.
    """

    link: Link
    outlook: Shown
    crm: Shown
    fresh: bool = False
    moved: bool = False

    def on(self, side: Side) -> Shown:
        """What ``side`` shows."""
        return self.outlook if side is Side.OUTLOOK else self.crm

    def showing(self, side: Side, shown: Shown) -> "Pair":
        """The same with another sight of ``side``."""
        if side is Side.OUTLOOK:
            return replace(self, outlook=shown)
        return replace(self, crm=shown)


@dataclass(frozen=True, slots=True)
class Matching:
    """``new`` are items without a partner, by side, oldest first.

    ``keys`` holds the key of each new Outlook item: its own, or a copy's.
    ``doubles`` are CRM items with the key of a link whose own record lives, ``twins``
    Outlook items with the mark of one whose own item does.
    ``unsure`` are Outlook items that this pass cannot tell from a linked one, ``later``
    the ids of CRM items that another pass must judge.  ``unclear`` are items of both sides
    of which only the user can tell which are one.
    """

    pairs: tuple[Pair, ...] = ()
    new: Mapping[Side, tuple[Item, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    doubles: tuple[tuple[Link, Item], ...] = ()
    unsure: tuple[Item, ...] = ()
    later: frozenset[str] = frozenset()
    twins: tuple[tuple[Link, Item], ...] = ()
    unclear: tuple[Item, ...] = ()

    def with_new(self, side: Side, item: Item) -> "Matching":
        """The item is one of its own."""
        return replace(self, new={**self.new, side: (*self.new.get(side, ()), item)})

    def without_pair(self, link: Link) -> "Matching":
        """Nothing more is asked about the link's pair in this run."""
        pairs = tuple(pair for pair in self.pairs if pair.link.crm_id != link.crm_id)
        return replace(self, pairs=pairs)


def match(
    pairing: str,
    links: Iterable[Link],
    outlook: Observation,
    crm: Observation,
    *,
    likeness: Likeness | None = None,
    keyless: bool = False,
) -> Matching:
    """Find each item's partner.

    ``likeness``: items that nothing else joins are joined by their content.  ``keyless``:
    the CRM has no place for a key, so that what two PCs made at once is known by it, too.
    """
    return _Matcher(pairing, links, outlook, crm, likeness, keyless=keyless).run()


class _Matcher:
    def __init__(
        self,
        pairing: str,
        links: Iterable[Link],
        outlook: Observation,
        crm: Observation,
        likeness: Likeness | None,
        *,
        keyless: bool,
    ) -> None:
        self._pairing = pairing
        self._links = {link.crm_id: link for link in links}
        self._outlook = Sights(outlook)
        self._crm = Sights(crm)
        self._likeness = likeness
        self._keyless = keyless
        self._by_key = {link.key: link.crm_id for link in self._links.values() if link.key}
        self._by_stamp: Mapping[str, str] = {}
        self._taken = set(self._by_key)
        self._unsure: list[Item] = []
        self._doubles: list[tuple[Link, Item]] = []
        self._joined: list[Link] = []
        self._moved: set[str] = set()
        self._lost = [link for link in self._links.values() if self._is_lost(link)]

    def run(self) -> Matching:
        known = {link.outlook_id: link.crm_id for link in self._links.values()}
        strangers = [item for id_, item in self._outlook.items.items() if id_ not in known]
        self._by_stamp = {
            item.stamp: known[id_]
            for id_, item in self._outlook.items.items()
            if item.stamp and id_ in known and item.stamp != known[id_]
        }
        records = _by_age(item for id_, item in self._crm.items.items() if id_ not in self._links)
        own = by_copy_key(strangers, records)
        new = [
            item
            for item in self._nearest(strangers)
            if item.id in own or not self._stands_for_a_link(item)
        ]
        new = self._not_going_on(_by_age(new))
        records = [record for record in records if record.id not in self._links]
        marked = {item.stamp for item in new}
        records = [item for item in records if item.id in marked or not self._is_double(item)]
        for join in (by_copy_key, by_stamp, by_key):
            new, records = self._join(join(new, records), new, records)
        new, records, unclear = self._join_by_content(new, records)
        twins = [(link, item) for item in new if (link := self._twin_of(item))]
        apart = {item.id for _, item in twins}
        links = [*self._links.values(), *self._joined]
        fresh = {link.crm_id for link in self._joined}
        pairs = [self._pair(link, fresh=link.crm_id in fresh) for link in links]
        return Matching(
            tuple(pairs),
            {
                Side.OUTLOOK: tuple(item for item in new if item.id not in apart),
                Side.CRM: tuple(records),
            },
            self._keys(new, {link.key for link in links}),
            tuple(self._doubles),
            tuple(self._unsure),
            twins=tuple(twins),
            unclear=tuple(unclear),
        )

    def _nearest(self, strangers: Iterable[Item]) -> list[Item]:
        """Those first whose key is a link's own: a stamp alone may be a twin's."""
        by_age = _by_age(strangers)
        return sorted(by_age, key=lambda item: item.key not in self._by_key)

    def _stands_for_a_link(self, item: Item) -> bool:
        """Whether the item is a linked one under another id, or cannot be told from one."""
        link = self._link_of(item)
        if link is None:
            return False
        if not self._outlook.left(link.outlook_id):
            self._unsure.append(item)
            return True
        self._move(self._rekeyed(link, item), item)
        return True

    def _twin_of(self, item: Item) -> Link | None:
        """The link whose mark the item carries beside the link's own item.

        A copy has its original's global id; what another PC made of the record has its own.
        """
        link = self._links.get(item.stamp or "")
        if link is None or link.key in ("", item.key, copy_key(item.key, link.outlook_id)):
            return None
        return link

    def _rekeyed(self, link: Link, item: Item) -> Link:
        """A copy's key is made of its id, and so has to follow it."""
        if not item.key or link.key == item.key:
            return link
        key = copy_key(item.key, item.id) if item.key in self._taken else item.key
        self._taken.add(key)
        return replace(link, key=key, keyed=False)

    def _move(self, link: Link, item: Item) -> None:
        """Under its new id the item is unknown: what it shows is compared with the base."""
        self._moved.add(link.crm_id)
        stamped = is_marked(item, link.crm_id)
        self._links[link.crm_id] = replace(
            link, outlook_id=item.id, seen_outlook="", stamped=stamped
        )

    def _not_going_on(self, new: Sequence[Item]) -> list[Item]:
        """Without the occurrences that go on for one that their series has no more.

        Nor does one of which another PC has made a record already.
        """
        made = {each.key for id_, each in self._crm.items.items() if id_ not in self._links}
        left = [item for item in new if not item.key or item.key not in made]
        apart = [item for item in new if item.key and item.key in made]
        names = self._outlook.series
        for series in sorted(set(names.values())):
            heirs = [item for item in left if series in (item.series, names.get(item.id))]
            heirs = self._originals(heirs)
            if heirs:
                taken = self._go_on(series, heirs)
                left = [item for item in left if item.id not in taken]
        return _by_age([*left, *apart])

    def _originals(self, items: Sequence[Item]) -> list[Item]:
        """Without those of a copied series, which has its original's keys.

        Of two with one key the elder is the original, or the one that is linked.
        """
        oldest = {item.key or item.id: item for item in reversed(items)}
        return [
            item
            for item in items
            if oldest[item.key or item.id] is item and not self._lives(self._by_key.get(item.key))
        ]

    def _lives(self, crm_id: str | None) -> bool:
        link = self._links.get(crm_id or "")
        return link is not None and not self._is_gone(link)

    def _go_on(self, series: str, heirs: Sequence[Item]) -> set[str]:
        """Give the heirs the links of what is gone; the ids of those that took one."""
        links = {
            link.outlook_id: link
            for link in self._links.values()
            if self._outlook.series.get(link.outlook_id) == series
        }
        dates = {id_: day for id_, link in links.items() if (day := date_of(_was(link)))}
        gone = {id_: day for id_, day in dates.items() if self._outlook.left(id_)}
        kept = [day for id_, day in dates.items() if self._outlook.of(id_).absence is None]
        new = {item.id: day for item in heirs if (day := date_of(item.fields.get(FieldName.WHEN)))}
        found = successors(gone, new, kept)
        for item in heirs:
            if link := links.get(found.get(item.id, "")):
                keyed = link.keyed and link.key == item.key
                self._move(replace(link, key=item.key, keyed=keyed), item)
        return set(found)

    def _link_of(self, item: Item) -> Link | None:
        """The link that the item stands for, if none of its marks is a living item's.

        A copy has its original's global id; it may be a copy that itself got another id.
        """
        crm_id = item.stamp if item.stamp in self._links else self._by_key.get(item.key)
        marked = self._links.get(crm_id or "")
        if marked and (not self._is_gone(marked) or self._is_twin_of_moved(item, marked)):
            marked = None
        if marked and self._outlook.of(marked.outlook_id).absence is not Absence.DELETED:
            return marked
        return next((each for each in self._lost if self._is_kin(item, each)), marked)

    def _is_kin(self, item: Item, link: Link) -> bool:
        """Whether the link's item, which nobody knows the end of, had this one's global id."""
        if not item.key or link.crm_id in self._moved:
            return False
        return link.key == copy_key(item.key, link.outlook_id)

    def _is_twin_of_moved(self, item: Item, link: Link) -> bool:
        """What moved away may come back: another item with its mark is not that one."""
        moved = self._outlook.of(link.outlook_id).absence is Absence.MOVED
        return moved and bool(item.key and link.key) and item.key != link.key

    def _is_lost(self, link: Link) -> bool:
        return self._outlook.of(link.outlook_id).absence is Absence.LOST

    def _is_gone(self, link: Link) -> bool:
        return self._outlook.of(link.outlook_id).absence is not None

    @cached_property
    def _by_copy_key(self) -> Mapping[str, str]:
        """What a record bears that another PC made of a link's item, which it took for a copy."""
        links = (link for link in self._links.values() if link.key)
        return {copy_key(link.key, link.outlook_id): link.crm_id for link in links}

    def _is_double(self, item: Item) -> bool:
        crm_id = self._by_key.get(item.key) or self._by_stamp.get(item.id)
        link = self._links.get(crm_id or self._by_copy_key.get(item.key, ""))
        if link is None:
            return False
        if crm_id is None or item.id in self._by_stamp:
            link = replace(link, stamped=False)  # another PC says that its item is theirs
        if not self._crm.left(link.crm_id):
            self._doubles.append((link, item))
        else:
            self._by_key[link.key] = item.id
            self._take_over(link, item)
        return True

    def _take_over(self, link: Link, record: Item) -> None:
        """Another record was made for the item in place of one that is gone."""
        del self._links[link.crm_id]
        self._moved.add(record.id)
        self._links[record.id] = replace(
            link, crm_id=record.id, base={}, seen_outlook="", seen_crm="", stamped=False, keyed=True
        )

    def _join(
        self, couples: Couples, new: Sequence[Item], records: Sequence[Item]
    ) -> tuple[list[Item], list[Item]]:
        """Make links of the couples; what is left of both."""
        taken = {record.id for record in couples.values()}
        for item in new:
            if record := couples.get(item.id):
                self._joined.append(self._new_link(item, record))
        return (
            [item for item in new if item.id not in couples],
            [record for record in records if record.id not in taken],
        )

    def _join_by_content(
        self, new: list[Item], records: list[Item]
    ) -> tuple[list[Item], list[Item], list[Item]]:
        """What is left of both, and what is unclear."""
        if self._likeness is None:
            return new, records, []
        found = couples_of(new, records, self._likeness)
        new, records = self._join({item.id: record for item, record in found.couples}, new, records)
        if self._keyless and records:
            records = self._without_doubles(records, self._likeness)
        apart = {(each.side, each.id) for each in found.unclear}
        new = [each for each in new if (each.side, each.id) not in apart]
        records = [each for each in records if (each.side, each.id) not in apart]
        return new, records, found.unclear

    def _without_doubles(self, records: list[Item], likeness: Likeness) -> list[Item]:
        """Without those that another PC may have made for an item that is linked already."""
        gone = [link for link in self._links.values() if self._crm.left(link.crm_id)]
        heirs = likeness.linked(records, ((each, self._shown(each, likeness)) for each in gone))
        for link, record in heirs:
            self._take_over(link, record)
        records = [record for record in records if record.id not in self._links]
        ours = [link for link in self._links.values() if link.born is Side.OUTLOOK]
        ours.sort(key=lambda link: link.stamped)  # of several alike what was made last comes first
        there = (each for each in ours if not self._crm.left(each.crm_id))
        found = likeness.linked(records, ((e, renderings(e.base, Side.CRM)) for e in there))
        self._doubles += found
        doubles = {record.id for _, record in found}
        return [record for record in records if record.id not in doubles]

    def _shown(self, link: Link, likeness: Likeness) -> Fields:
        """What the link's Outlook item shows, nothing where it is not there either."""
        shown = self._outlook.of(link.outlook_id)
        if shown.absence is not None:
            return {}
        return likeness.fields(shown.item) if shown.item else renderings(link.base, Side.OUTLOOK)

    def _new_link(self, item: Item, record: Item) -> Link:
        key = self._key_for(item, record)
        return Link(
            self._pairing,
            item.id,
            record.id,
            key,
            {},
            stamped=is_marked(item, record.id),
            keyed=bool(record.key) and record.key == key,
            born=Side.OUTLOOK if item.created < record.created else Side.CRM,
        )

    def _key_for(self, item: Item, record: Item) -> str:
        """The key that names the item: what another one's record bore came with a copy."""
        own = copy_key(item.key, item.id)
        key = own if own == record.key or item.key in self._taken else item.key
        self._taken.add(key)
        return key

    def _pair(self, link: Link, *, fresh: bool) -> Pair:
        outlook, crm = self._outlook.of(link.outlook_id), self._crm.of(link.crm_id)
        return Pair(link, outlook, crm, fresh, link.crm_id in self._moved)

    def _keys(self, new: Iterable[Item], taken: set[str]) -> Mapping[str, str]:
        keys: dict[str, str] = {}
        for item in new:
            key = copy_key(item.key, item.id) if item.key in taken else item.key
            taken.add(key)
            keys[item.id] = key
        return keys


def _was(link: Link) -> FieldValue:
    """When Outlook's item was at the last agreement."""
    return link.base.get(FieldName.WHEN, Rendering()).outlook


def _by_age(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.created, len(item.id), item.id))
