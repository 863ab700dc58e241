"""Puts a pass's steps in order (see `order`), and holds back what is dangerous."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from outlook_crm.domain.fields import Fields
from outlook_crm.domain.side import Side

from . import privacy
from .gates import Gates
from .match import Matching
from .order import place
from .reconcile import Rules, Wish
from .report import Clash, Entry
from .steps import Asked, Planned, Steps, first_choices, stamp
from .table import Act, Case, Sight, row_for
from .values import Item, Link, StepKind

DECLINED = "left out: you took it back"
KEPT_PRIVATE = "is private and stays in Outlook"
MANY = "So many deletions at once wait for your approval."
ALIKE = "Several have this subject and time, and nothing tells which are one: make them differ."
STAMP_AFTER = timedelta(seconds=30)
"""An existing item is marked so long after its last change: the user may still be at it."""
STAMPS_A_RUN = 100

Resting = Callable[[Planned], str]
"""Why a step is not tried again for now, "" when it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one pass leads to.

    ``links`` are to be stored before any step, ``forgets`` are the CRM ids of links to
    be dropped.  ``pending`` are CRM ids that the next run must look at whatever
    the CRM's delta says.  ``again``: a deletion waits for its second pass.
    """

    steps: tuple[Planned, ...] = ()
    links: tuple[Link, ...] = ()
    forgets: tuple[str, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    held: tuple[Entry, ...] = ()
    trouble: tuple[Entry, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    again: bool = False

    def beside(self, other: "Plan") -> "Plan":
        """Both plans as one; the other's steps come last."""
        return Plan(
            self.steps + other.steps,
            self.links + other.links,
            self.forgets + other.forgets,
            self.conflicts + other.conflicts,
            self.held + other.held,
            self.trouble + other.trouble,
            Counter(self.skipped) + Counter(other.skipped),
            self.pending | other.pending,
            self.again or other.again,
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan keeps to.

    ``links`` is how many links the pairing has, ``deleted`` how many items were
    deleted in the last 24 hours, ``approved`` the CRM ids whose deletion the user
    wants, ``resting`` says which steps need attention rather than another try.
    ``declined`` are the CRM ids that stay in the CRM alone.
    """

    links: int = 0
    deleted: int = 0
    approved: frozenset[str] = frozenset()
    resting: Resting = field(default=lambda _: "")
    declined: Collection[str] = frozenset()


def plan(wishes: Sequence[Wish], matching: Matching, rules: Rules, limits: Limits) -> Plan:
    """Order what is wanted, and hold what is dangerous."""
    return _Planner(rules, limits).run(wishes, matching)


class _Planner:
    def __init__(self, rules: Rules, limits: Limits) -> None:
        self._rules = rules
        self._limits = limits
        self._steps = Steps(rules, Gates.at(rules.policy, rules.now))
        self._planned: list[Planned] = []
        self._links: list[Link] = []
        self._forgets: list[str] = []
        self._held: list[Entry] = []
        self._trouble: list[Entry] = []
        self._skipped: Counter[str] = Counter()
        self._conflicts: list[Clash] = []
        self._pending: set[str] = set()
        self._stamps = 0

    def run(self, wishes: Sequence[Wish], matching: Matching) -> Plan:
        for wish in wishes:
            self._take(wish)
        for item in matching.new.get(Side.OUTLOOK, ()):
            self._create_in_crm(item, matching.keys[item.id])
        for item in matching.new.get(Side.CRM, ()):
            self._create_in_outlook(item)
        for item in matching.unclear:
            self._ask_about(item)
        self._guard({_act_waiting(wish) for wish in wishes if wish.waits})
        self._planned.sort(key=place)
        return Plan(
            tuple(self._planned),
            tuple(self._links),
            tuple(self._forgets),
            tuple(self._conflicts),
            tuple(self._held),
            tuple(self._trouble),
            dict(self._skipped),
            frozenset(self._pending),
            any(wish.waits for wish in wishes),
        )

    def _take(self, wish: Wish) -> None:
        asked = self._steps.of(wish)
        if asked.forget:
            self._forgets.append(wish.link.crm_id)
            return
        if asked.link is not None and (
            asked.link != wish.pair.link or wish.pair.fresh or wish.pair.moved
        ):
            self._links.append(asked.link)
        self._conflicts += self._clashes(wish)
        if wish.waits:
            self._pending.add(wish.link.crm_id)
        self._collect(asked)
        if not asked.steps and not asked.closed:
            self._stamp(wish, asked)

    def _collect(self, asked: Asked) -> None:
        self._held += asked.held
        self._trouble += asked.trouble
        self._pending |= {entry.crm_id for entry in (*asked.held, *asked.trouble)}
        if asked.closed:
            self._skipped[asked.closed] += 1
        for planned in asked.steps:
            if why := self._limits.resting(planned):
                self._trouble.append(planned.entry(why))
                self._pending.add(planned.crm_id)
            else:
                self._planned.append(planned)

    def _create_in_crm(self, item: Item, key: str) -> None:
        seen = privacy.veiled(item, self._rules.policy)
        if seen.hidden:
            self._skipped[KEPT_PRIVATE] += 1
            return
        why = row_for(Case(Sight.NEW, Sight.ABSENT, linked=False)).sentence
        self._collect(self._steps.create(Side.CRM, seen.item, key, reason=why, masked=seen.masked))

    def _create_in_outlook(self, item: Item) -> None:
        if item.id in self._limits.declined:
            self._skipped[DECLINED] += 1
            return
        why = row_for(Case(Sight.ABSENT, Sight.NEW, linked=False)).sentence
        self._collect(self._steps.create(Side.OUTLOOK, item, item.key, reason=why))

    def _ask_about(self, item: Item) -> None:
        """It may be one with another that is there already: nothing is made of it."""
        seen = privacy.veiled(item, self._rules.policy) if item.side is Side.OUTLOOK else None
        shown, masked = (seen.item, seen.masked) if seen else (item, False)
        wanted = self._steps.create(item.side.other, shown, item.key, reason=ALIKE, masked=masked)
        self._trouble += [each.entry() for each in wanted.steps]
        self._pending |= {item.id} if item.side is Side.CRM else set()

    def _stamp(self, wish: Wish, asked: Asked) -> None:
        if wish.row.act is not Act.NOTHING or self._stamps >= STAMPS_A_RUN or asked.link is None:
            return
        link = asked.link
        marks = [
            stamp(wish, side, self._steps.name(wish), fields)
            for side, fields in self._marks(wish, link)
        ]
        self._stamps += len(marks)
        self._collect(Asked(steps=marks))

    def _marks(self, wish: Wish, link: Link) -> Iterable[tuple[Side, Fields]]:
        item = wish.item(Side.OUTLOOK)
        rested = item and self._rules.now - item.modified >= STAMP_AFTER
        if item and rested and not link.stamped and not item.read_only and link.seen_outlook:
            yield Side.OUTLOOK, first_choices(link.base)
        keeps_key = self._rules.capabilities[Side.CRM].keeps_key
        if keeps_key and link.key and not link.keyed and link.seen_crm and link.stamped:
            yield Side.CRM, {}

    def _clashes(self, wish: Wish) -> Iterable[Clash]:
        link, subject = wish.link, self._steps.name(wish)
        for each in wish.merged.conflicts:
            yield Clash(
                subject,
                link.crm_id,
                link.outlook_id,
                each.name,
                each.outlook,
                each.crm,
                each.winner,
            )

    def _guard(self, waiting: set[str]) -> None:
        """Hold all deletions when there are too many of them.

        ``waiting`` are the acts behind those that wait for their second proof.
        """
        deletions = [
            each for each in self._planned if each.step.kind is StepKind.DELETE and not each.free
        ]
        if not deletions:
            return
        together = len({each.act for each in deletions} | waiting) + self._limits.deleted
        if not self._rules.policy.guard.holds(together, self._limits.links):
            return
        held = [each for each in deletions if each.crm_id not in self._limits.approved]
        self._held += [each.entry(MANY) for each in held]
        self._pending |= {each.crm_id for each in held}
        kept = {id(each) for each in held}
        self._planned = [each for each in self._planned if id(each) not in kept]


def _act_waiting(wish: Wish) -> str:
    return next(filter(None, (wish.pair.on(side).series for side in Side)), wish.link.crm_id)
