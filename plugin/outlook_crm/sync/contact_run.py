"""One run of the contacts: look, judge, apply, and the report of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.errors import Error, Refused, Unreachable

from . import contacts
from . import notes as notes_text
from .apply import NOTES, Apply, Done
from .ask import Reason
from .contact_ports import AddressBook, Card, People
from .ledger import Ledger
from .plan import Plan
from .ports import Capabilities, StatePort
from .reconcile import Rules
from .report import Clash, Entry, Report, to_json
from .steps import Planned
from .values import Item, Link, StepKind

AWAY = "no longer in the address book"
UNSEEN = "not visible in the CRM now"


@dataclass(frozen=True, slots=True)
class Doors:
    """What a run works with; ``place`` is the state's name for the contacts of the pairing."""

    book: AddressBook
    people: People
    state: StatePort
    place: str
    now: Callable[[], datetime]
    stopped: Callable[[], bool]


@dataclass(slots=True)
class _Findings:
    """What one run has decided so far."""

    steps: list[Planned] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    conflicts: list[Clash] = field(default_factory=list)
    trouble: list[Entry] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        self.skipped[why] = self.skipped.get(why, 0) + 1

    @property
    def plan(self) -> Plan:
        """Creates first, as in the calendar."""
        steps = sorted(self.steps, key=lambda each: each.step.kind is not StepKind.CREATE)
        return Plan(tuple(steps), tuple(self.links))


class ContactRun:
    """`bring`, `add` or `join` once, then `close`; raises what the doors raise."""

    def __init__(self, doors: Doors, reason: Reason) -> None:
        self._doors = doors
        self._book = doors.book
        self._people = doors.people
        self._state = doors.state
        self._place = doors.place
        self._reason = reason
        self._started = doors.now()
        self._stored = self._state.value(self._place, NOTES)
        self._notes = notes_text.from_json(self._stored).at(self._started)
        if reason is Reason.USER:
            self._notes = self._notes.forgiving()
        self._links = {link.crm_id: link for link in self._state.links(self._place)}
        self._stored_links = dict(self._links)
        self._found = _Findings()
        self._done = Done()
        self._complete = False

    # ---- what is asked for

    def bring(self, wanted: Collection[str]) -> None:
        """The wanted people, and what changed of those that are linked."""
        moved = self._people.changed(self._notes.cursor, self._links.keys())
        unmarked = {link.crm_id for link in self._links.values() if not link.stamped}
        more = ({*wanted} - self._links.keys()) | unmarked | self._notes.pending
        people = {**self._seen(more - moved.items.keys()), **moved.items}
        if people:
            self._judge(people)
        self._apply()
        left = self._done.unsettled | {each.crm_id for each in self._found.trouble}
        self._notes = replace(self._notes, cursor=moved.cursor, pending=frozenset(left - {""}))
        self._complete = True

    def add(self, card: Item) -> None:
        """Make a person of the card; then mark the card.

        Raises Refused with the CRM's reason, Unreachable when it is not known what became
        of it: the next run finds out.
        """
        link = self._link_of(card) or self._added(card)
        self._links = {link.crm_id: link}
        self._match(card, self._seen(self._links))

    def join(self, card: Item, crm_id: str) -> None:
        """The card and the person are one from now on."""
        self._match(card, self._seen([crm_id]))

    def _added(self, card: Item) -> Link:
        """The link of the new person, whose base tells of what was written and no more."""
        planned = contacts.add(card, self._people.names)
        self._found.steps.append(planned)
        self._apply(frozenset(planned.step.fields))
        self._found = _Findings()
        link = self._link_of(card)
        if link is None:
            raise self._failure()
        return link

    def _link_of(self, card: Item) -> Link | None:
        links = self._state.links(self._place)
        return next((link for link in links if link.outlook_id == card.id), None)

    def _failure(self) -> Error:
        if reason := next((each.reason for each in self._notes.trials.values()), ""):
            return Refused("The CRM refused it: {reason}", reason=reason)
        return Unreachable("The server does not answer.")

    # ---- looking

    def _seen(self, ids: Collection[str]) -> dict[str, Item]:
        shown = self._people.read(ids) if ids else {}
        people = {id_: each for id_, each in shown.items() if isinstance(each, Item)}
        for _ in range(len(shown) - len(people)):
            self._found.skip(UNSEEN)
        return people

    def _judge(self, people: Mapping[str, Item]) -> None:
        cards = self._book.cards()
        pairs = {id_: self._paired(person, cards) for id_, person in sorted(people.items())}
        shown = self._book.read([link.outlook_id for link in pairs.values() if link])
        for id_, link in pairs.items():
            if link is None:
                self._want(contacts.create(people[id_]))
            elif link.outlook_id in shown:
                self._reconcile(link, shown[link.outlook_id], people[id_])
            else:
                # The user moved or deleted it there: it does not come back by itself.
                self._found.skip(AWAY)

    def _paired(self, person: Item, cards: Sequence[Card]) -> Link | None:
        """The link of the person; one that was found just now is noted as taken."""
        known = self._links.get(person.id)
        there = {card.id for card in cards}
        if known is not None and known.outlook_id in there:
            return known
        taken = {link.outlook_id for link in self._links.values()}
        card = contacts.partner(person, cards, taken)
        if card is None or (known is not None and card.stamp != person.id):
            return known
        fresh = Link(self._place, card.id, person.id, "", {}, born=Side.CRM)
        self._links[person.id] = replace(known, outlook_id=card.id) if known else fresh
        return self._links[person.id]

    def _match(self, card: Item, people: Mapping[str, Item]) -> None:
        for id_, person in people.items():
            fresh = Link(self._place, card.id, id_, "", {}, born=Side.CRM)
            self._reconcile(self._links.get(id_, fresh), card, person)
        self._apply()
        self._complete = True

    def _reconcile(self, link: Link, card: Item, person: Item) -> None:
        judged = contacts.judge(link, card, person, self._names)
        was_new = not link.base
        if judged.link != self._stored_links.get(link.crm_id):
            self._found.links.append(judged.link)
        if not was_new:
            # Two that were one from the start differ in what was never agreed: no conflict.
            self._found.conflicts += contacts.clashes(judged, card)
        if not link.stamped:
            self._want(contacts.mark(judged, card, person))
        elif judged.fields:
            self._want(contacts.update(judged, card, person))

    def _want(self, planned: Planned) -> None:
        """Unless it failed so often that it needs attention rather than another try."""
        if why := self._notes.resting(planned):
            self._found.trouble.append(planned.entry(why))
        else:
            self._found.steps.append(planned)

    # ---- doing

    def _apply(self, names: frozenset[FieldName] | None = None) -> None:
        """Carry out what was found; a new link's base holds ``names``, all where it is None."""
        ledger = Ledger(self._links.values())
        work = Apply(
            {Side.OUTLOOK: self._book, Side.CRM: self._people},
            self._state,
            self._place,
            rules=self._rules(self._names if names is None else names),
            ledger=ledger,
            notes=self._notes,
            now=self._doors.now,
        )
        before, self._done = self._done, work.done
        self._done.counts.update(before.counts)
        self._done.entries += before.entries
        try:
            work.run(self._found.plan, lambda _: None, self._doors.stopped)
        finally:
            self._notes = work.notes

    @property
    def _names(self) -> frozenset[FieldName]:
        return self._book.names & self._people.names

    def _rules(self, names: frozenset[FieldName]) -> Rules:
        plain = Capabilities(names, keeps_key=False)
        return Rules(Policy(), dict.fromkeys(Side, plain), self._started)

    def close(self, error: str) -> Report:
        """The report, kept where it tells something."""
        report = Report(
            self._started,
            self._doors.now(),
            self._reason,
            dict(self._done.counts),
            tuple(self._done.entries),
            tuple(self._found.conflicts),
            (),
            (*self._found.trouble, *self._done.trouble),
            self._found.skipped,
            complete=self._complete,
            error=error,
            again_at=self._done.again_at,
        )
        notes = notes_text.to_json(self._notes)
        telling = bool(report.entries or report.trouble or report.conflicts or error)
        if telling or notes != self._stored:
            with self._state.atomic():
                self._state.put_value(self._place, NOTES, notes)
                if telling:
                    self._state.record_run(self._place, to_json(report), report.ended)
        return report
