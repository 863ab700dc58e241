"""Looks at both sides: as much as is needed to judge, and no more.

A quiet pass is one scan of Outlook's table, and a delta of the CRM.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import repeat
from operator import attrgetter

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Direction, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY, Span, Window

from .marks import copy_key
from .match import Pair
from .merge import changes
from .notes import Notes
from .plan import STAMPS_A_RUN
from .ports import SidePort, Want
from .reconcile import Rules
from .sights import UNSEEN, Shown
from .values import Absence, Item, Link, Observation

SWEEP = timedelta(hours=1)
"""How often relations are looked at where the CRM does not tell of a new one."""
_FIND_AT_MOST = 20
"""So many lookups in Outlook (a scan each) and one look at all its items costs less."""
_EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC))

Wanted = Callable[[Item], bool]
"""Whether an unlinked Outlook item would be made in the CRM."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Both sides as one pass saw them.

    ``thorough``: the CRM's window was listed whole, not by a delta.  ``swept``: whatever
    the versions said.  ``unseen`` are the CRM ids of marks whose records are there, but
    cannot be seen (now).
    """

    outlook: Observation
    crm: Observation
    thorough: bool = False
    swept: bool = False
    unseen: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether both sides were seen whole and without an error: a pass."""
        return self.outlook.complete and self.crm.complete

    @property
    def seen_whole(self) -> bool:
        """Whether every record of the CRM's window was shown or is known."""
        return self.thorough and self.crm.complete


def looked(policy: Policy, now: datetime) -> str:
    """By which settings and on which day a pass looks; another text asks for a whole look."""
    record = {
        "day": now.astimezone(policy.zone).date().isoformat(),
        "zone": str(policy.zone),
        "type": policy.default_type,
        "earlier": [[until.isoformat(), kind] for until, kind in policy.earlier],
        "directions": [_direction(policy.towards(side)) for side in Side],
    }
    return hashlib.sha256(json.dumps(record).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Memory:
    """What looks leave for later ones while the engine lives.

    ``sought`` are CRM ids of records whose items were looked for in vain, ``ahead`` is how
    far the CRM's clock goes before ours.
    """

    sought: set[str] = field(default_factory=set)
    ahead: timedelta = timedelta(0)


class Look:
    """One run's looks at the two sides; ``memory`` is kept up to date."""

    def __init__(
        self,
        sides: Mapping[Side, SidePort],
        links: Sequence[Link],
        notes: Notes,
        rules: Rules,
        memory: Memory,
    ) -> None:
        self._sides = sides
        self._links = links
        self._notes = notes
        self._rules = rules
        self._by_crm = {link.crm_id: link for link in links}
        self._by_outlook = {link.outlook_id: link for link in links}
        self._key = {link.key for link in links}
        self._memory = memory

    def some(self, outlook_ids: frozenset[str], wanted: Wanted) -> Sighting:
        """These Outlook items alone; the CRM is asked only for what belongs to them."""
        outlook = self._sides[Side.OUTLOOK].observe(self._want(Side.OUTLOOK, only=outlook_ids))
        outlook = replace(outlook, items={**self._kin(outlook, wanted), **outlook.items})
        crm = Observation(Side.CRM, self._made_elsewhere(outlook, wanted))
        unchanged = frozenset(self._by_crm.keys() - crm.items.keys())
        return self._looked_up(Sighting(outlook, replace(crm, unchanged=unchanged)), wanted)

    def _kin(self, outlook: Observation, wanted: Wanted) -> Mapping[str, Item]:
        """What has one global id with something new: the one is a copy of the other.

        Which of them is, both PCs of a user must see alike; so they look at all of them.
        """
        new = (item for id_, item in outlook.items.items() if id_ not in self._by_outlook)
        keys = {item.key for item in new if item.key and wanted(item)} - self._key
        kin = (item for item in self.strangers() if item.key in keys) if keys else ()
        return {item.id: item for item in kin}

    def _made_elsewhere(self, outlook: Observation, wanted: Wanted) -> Mapping[str, Item]:
        """What is new in a CRM without keys: another PC may have been quicker."""
        new = (item for id_, item in outlook.items.items() if id_ not in self._by_outlook)
        if self._keeps_key or not any(wanted(item) for item in new):
            return {}
        want = self._want(Side.CRM, cursor=self._notes.cursor)
        return self._sides[Side.CRM].observe(want).items

    def all(self, wanted: Wanted, *, thorough: bool, sweep: bool) -> Sighting:
        """A full pass; ``sweep`` reads each CRM item again, whatever its version."""
        unveiled = not self._notes.privacy
        outlook = self._sides[Side.OUTLOOK].observe(self._want(Side.OUTLOOK, blank=unveiled))
        cursor = "" if thorough or sweep else self._notes.cursor
        crm = self._sides[Side.CRM].observe(self._want(Side.CRM, blank=sweep, cursor=cursor))
        self._memory.ahead = crm.ahead or timedelta(0)
        return self._looked_up(Sighting(outlook, crm, not cursor, sweep), wanted)

    def strangers(self) -> list[Item]:
        """Outlook's items that no link knows."""
        shown = self._sides[Side.OUTLOOK].observe(self._want(Side.OUTLOOK)).items
        return [item for id_, item in shown.items() if id_ not in self._by_outlook]

    def completed(self, pairs: Sequence[Pair], *, stamps: bool) -> list[Pair]:
        """The pairs about which there is something to decide, with what that needs.

        ``stamps``: some of those that lack a mark and nothing else are among them.
        """
        turns = self._turns(pairs) if stamps else frozenset()
        pairs = [p for p in pairs if not self._is_at_rest(p) or p.link.crm_id in turns]
        pairs = self._read(Side.CRM, pairs, self._needs_crm)
        unmarked = iter(range(STAMPS_A_RUN if stamps else 0))
        return self._read(Side.OUTLOOK, pairs, lambda pair: self._needs_outlook(pair, unmarked))

    def records(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """These CRM records now."""
        return self._answers(Side.CRM, ids)

    def appointments(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """These Outlook items now."""
        return self._answers(Side.OUTLOOK, ids)

    def _answers(self, side: Side, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        return self._sides[side].read(ids) if ids else {}

    # ---- what a side is asked for

    def _want(
        self,
        side: Side,
        *,
        only: frozenset[str] | None = None,
        blank: bool = False,
        cursor: str = "",
    ) -> Want:
        span = self._span()
        ids = list(map(_ID[side], self._links))
        seen = repeat("") if blank else map(_SEEN[side], self._links)
        known = dict(zip(ids, seen, strict=False))
        keys = {id_: link.key for id_, link in zip(ids, self._links, strict=True)}
        marks = {link.outlook_id: link.crm_id for link in self._links if link.stamped}
        return Want(span.start, span.end, known, keys, cursor, only, marks)

    def _span(self) -> Span:
        """Both directions' windows; the widest there is while nothing is linked.

        Then earlier links are to be found again, and they do not end at a window.
        """
        policy, now = self._rules.policy, self._rules.now
        if not self._links:
            return Window(MOST_HISTORY, MOST_FORWARD).on(now, policy.zone)
        outlook, crm = (policy.towards(side).window.on(now, policy.zone) for side in Side)
        return outlook.union(crm)

    # ---- looking up what no observation showed

    def _looked_up(self, sight: Sighting, wanted: Wanted) -> Sighting:
        crm = dict(sight.crm.items)
        strangers = [
            item for id_, item in sight.outlook.items.items() if id_ not in self._by_outlook
        ]
        stamps = {item.stamp for item in sight.outlook.items.values() if item.stamp}
        marks = stamps | self._notes.pending
        answers = self._answers(Side.CRM, marks - crm.keys() - self._by_crm.keys())
        crm |= _items(answers)
        hidden = (Absence.UNKNOWN, Absence.RELEASED)
        unseen = frozenset(id_ for id_, answer in answers.items() if answer in hidden)
        if not sight.seen_whole:
            crm |= self._found_records(strangers, crm, wanted)
        sight = replace(sight, crm=replace(sight.crm, items=crm), unseen=unseen)
        if sight.outlook.complete:
            outlook = {**self._found_items(sight, strangers), **sight.outlook.items}
            sight = replace(sight, outlook=replace(sight.outlook, items=outlook))
        return sight

    def _found_records(
        self, strangers: Sequence[Item], crm: Mapping[str, Item], wanted: Wanted
    ) -> Mapping[str, Item]:
        """Records outside the delta that carry the key of an item about to be created."""
        port = self._sides[Side.CRM]
        if not port.capabilities.keeps_key:
            return {}
        times = Counter(item.key for item in strangers)
        keys = {
            key
            for item in strangers
            if item.key and wanted(item) and not self._notes.rests(item)
            for key in self._keys_of(item, lone=times[item.key] == 1)
        }
        keys -= {item.key for item in crm.values()}
        return {item.id: item for key in sorted(keys) for item in port.find(key)}

    def _keys_of(self, item: Item, *, lone: bool) -> Iterator[str]:
        """The keys its record may carry; of several items with one key some are copies."""
        if item.key not in self._key:
            yield item.key
        if item.key in self._key or not lone:
            yield copy_key(item.key, item.id)

    def _found_items(self, sight: Sighting, strangers: Iterable[Item]) -> Mapping[str, Item]:
        """Items that a keyed record without a link belongs to, or that bear its mark.

        A record that stays in the CRM alone is shown at every pass.
        """
        if sight.thorough:
            self._memory.sought.clear()
        keys = self._key | {item.key for item in strangers}
        stamps = {item.stamp for item in strangers}
        lone = [
            record
            for record in sight.crm.items.values()
            if record.id not in self._by_crm
            and record.key
            and record.key not in keys
            and record.id not in stamps | self._memory.sought
        ]
        port = self._sides[Side.OUTLOOK]
        if len(lone) > _FIND_AT_MOST:
            start, end = _EVER
            want = replace(self._want(Side.OUTLOOK), start=start, end=end)
            found = port.observe(want).items
        else:
            found = {item.id: item for each in lone for item in port.find(each.key, each.id)}
        marked = {item.stamp for item in found.values()}
        self._memory.sought.update(each.id for each in lone if each.id not in marked)
        marks = {record.id for record in lone} | {record.key for record in lone}
        return {
            id_: item for id_, item in found.items() if item.key in marks or item.stamp in marks
        }

    # ---- reading what a decision needs

    def _is_at_rest(self, pair: Pair) -> bool:
        """Nothing was shown, and nothing is open from before."""
        if pair.outlook != UNSEEN or pair.crm != UNSEEN:
            return False
        return pair.link.missing_side is None and pair.link.crm_id not in self._notes.pending

    def _turns(self, pairs: Iterable[Pair]) -> frozenset[str]:
        """The CRM ids of those at rest that lack a mark, as many as one run marks.

        Others come first in each run: what cannot be marked keeps nothing from its turn.
        """
        lacking = [p.link.crm_id for p in pairs if self._lacks_mark(p.link) and self._is_at_rest(p)]
        first = int(self._rules.now.timestamp()) % max(1, len(lacking))
        return frozenset([*lacking[first:], *lacking[:first]][:STAMPS_A_RUN])

    def _lacks_mark(self, link: Link) -> bool:
        return not link.stamped or bool(link.key and not link.keyed and self._keeps_key)

    @property
    def _keeps_key(self) -> bool:
        return self._sides[Side.CRM].capabilities.keeps_key

    def _read(self, side: Side, pairs: list[Pair], needed: Callable[[Pair], bool]) -> list[Pair]:
        ids = {pair.link.id_on(side) for pair in pairs if needed(pair)}
        read = self._answers(side, ids)
        return [
            pair.showing(side, _shown(read[pair.link.id_on(side)]))
            if pair.link.id_on(side) in read
            else pair
            for pair in pairs
        ]

    def _needs_crm(self, pair: Pair) -> bool:
        if pair.crm != UNSEEN:
            return False
        if pair.link.crm_id in self._notes.pending:
            return True
        return (not pair.link.seen_crm and pair.outlook != UNSEEN) or self._relates(pair)

    def _relates(self, pair: Pair) -> bool:
        """A relation is about to be written where a version does not tell of another's."""
        item = pair.outlook.item
        if item is None or self._sides[Side.CRM].capabilities.relations_bump_version:
            return False
        return bool(changes(pair.link.base, Side.OUTLOOK, item.fields, _RELATIONS))

    def _needs_outlook(self, pair: Pair, unmarked: Iterable[int]) -> bool:
        """A write to Outlook needs to know whose meeting it is, and what is there."""
        if pair.outlook != UNSEEN:
            return False
        item, base = pair.crm.item, pair.link.base
        if item is not None and changes(base, Side.CRM, item.fields, self._rules.names):
            return True
        if pair.crm.absence is not None:
            return True
        return not pair.link.stamped and next(iter(unmarked), None) is not None


_ID = {side: attrgetter(f"{side}_id") for side in Side}
_SEEN = {side: attrgetter(f"seen_{side}") for side in Side}
_RELATIONS = frozenset({FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS})


def _shown(answer: Item | Absence) -> Shown:
    return Shown(absence=answer) if isinstance(answer, Absence) else Shown(answer)


def _items(answers: Mapping[str, Item | Absence]) -> dict[str, Item]:
    return {id_: each for id_, each in answers.items() if isinstance(each, Item)}


def _direction(direction: Direction) -> list[object]:
    window = direction.window
    types = [_types(each) for each in (direction.create, direction.change)]
    return [window.history_days, window.forward_days, *types]


def _types(types: Types) -> list[object]:
    return [types.everything, sorted(types.names)]
