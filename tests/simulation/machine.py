"""The engine between two calendars, tried by everything that users, sides and time can do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.simulation.fuse import Crash
from tests.simulation.lives import Lives, bring_back
from tests.simulation.memory_calendar import CRM, OUTLOOK, Faults, Habits
from tests.simulation.two_sides import PAIRING, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import (
    Conflicts,
    Direction,
    Guard,
    Policy,
    PrivateItems,
    Types,
)
from outlook_crm.domain.side import Side
from outlook_crm.domain.window import Window
from outlook_crm.errors import Error
from outlook_crm.sync.engine import Reason

_WIDE = Direction(Window(60, 365))
OPEN = Policy(
    to_crm=_WIDE,
    to_outlook=_WIDE,
    default_type="Meeting",
    guard=Guard(many=10_000, few=10_000),
)
"""Everything is synchronised: what the machine ends with."""

LOSSY = replace(CRM, subject_limit=60, drops_seconds=True, flattens_body=True, trims=True)
KEYLESS = replace(
    LOSSY,
    capabilities=replace(CRM.capabilities, keeps_key=False, relations_bump_version=True),
)

sides = st.sampled_from(Side)
picks = st.integers(0, 30)
runs = st.sampled_from([None, None, "all", "some"])
TYPES = ("Meeting", "Call", "Visit")
DIRECTIONS = st.builds(
    Direction,
    st.builds(Window, st.sampled_from([0, 7, 60]), st.sampled_from([0, 30, 365])),
    st.sampled_from([Types(everything=True), Types(), Types(frozenset({"Meeting", "Call"}))]),
    st.sampled_from([Types(everything=True), Types(), Types(frozenset({"Meeting", "Call"}))]),
)


TROUBLES = ("amnesia", "copies", "crashes", "faults", "moves", "privacy", "settings", "time")


def in_trouble(name: str):
    """The rule is one of these troubles, of which each machine has only some.

    All of them at once hide each other: after a lost state, say, much more is right.
    """
    return precondition(lambda self: name in self.troubles)


class Machine(RuleBasedStateMachine):
    """Anything may happen; `settles` is when all must be right again."""

    crm_habits: Habits = LOSSY
    possible: frozenset[str] = frozenset(TROUBLES)
    troubles: frozenset[str] = frozenset()
    chosen: frozenset[str] | None = None  # the only troubles, where a test is after some
    rounds = 3  # half hours after which all is settled

    @initialize(
        troubles=st.frozensets(st.sampled_from(TROUBLES), max_size=3), items=st.integers(0, 2)
    )
    def begin(self, troubles: frozenset[str], items: int) -> None:
        self.world = TwoSides(outlook=OUTLOOK, crm=self.crm_habits, policy=OPEN)
        self.pcs = self.all_pcs()
        self.lives = self.all_lives()
        self.typed = 0
        self.days = 0
        for side in Side:
            for day in range(items):
                self.creates(side, day, "Call", None)
        if items:
            for pc in self.pcs:
                pc.sync()
            self.lives.begin_anew()
        self.troubles = troubles & self.possible if self.chosen is None else self.chosen

    def all_pcs(self) -> list[TwoSides]:
        """The user's PCs."""
        return [self.world]

    def all_lives(self) -> Lives:
        """What is known of what the users did."""
        return Lives(*self.pcs)

    # ---- users

    @rule(side=sides, day=st.integers(-5, 40), kind=st.sampled_from([None, *TYPES]), then=runs)
    def creates(self, side: Side, day: int, kind: str | None, then: str | None = None) -> None:
        content = dict(fields(self.text("subject"), day))
        content[FieldName.DESCRIPTION] = self.text("line\r\nline")
        if kind and side is Side.OUTLOOK:
            content[FieldName.TYPE] = kind
        if side is Side.CRM:
            content[FieldName.TYPE] = kind or "Call"
        self.lives.created(side, content)
        self.then(then)

    @rule(
        side=sides, pick=picks, what=st.sampled_from(["subject", "body", "place", "two"]), then=runs
    )
    def edits(self, side: Side, pick: int, what: str, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            content = {}
            if what in ("subject", "two"):
                content[FieldName.SUBJECT] = self.text("changed ") + "x" * (pick * 4)
            if what in ("body", "two"):
                content[FieldName.DESCRIPTION] = self.text(" one \n\n two ")
            if what == "place":
                content[FieldName.LOCATION] = self.text("room") if pick % 4 else None
            self.lives.changed(side, id_, content)
        self.then(then)

    @rule(side=sides, pick=picks, day=st.integers(-5, 40), then=runs)
    def reschedules(self, side: Side, pick: int, day: int, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.typed += 1
            when = fields(day=day)[FieldName.WHEN]
            shift = timedelta(minutes=self.typed, seconds=pick)
            moved = replace(when, start=when.start + shift, end=when.end + shift)
            self.lives.changed(side, id_, {FieldName.WHEN: moved})
        self.then(then)

    @rule(side=sides, pick=picks, count=st.integers(0, 2), then=runs)
    def relates(self, side: Side, pick: int, count: int, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.typed += 1
            ids = tuple(f"account{self.typed}-{n}" for n in range(count))
            self.lives.changed(side, id_, {FieldName.ACCOUNTS: ids})
        self.then(then)

    @rule(side=sides, pick=picks, kind=st.sampled_from(TYPES), then=runs)
    def chooses_type(self, side: Side, pick: int, kind: str, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.lives.changed(side, id_, {FieldName.TYPE: kind})
        self.then(then)

    @in_trouble("privacy")
    @rule(pick=picks, word=st.sampled_from(["normal", "private"]))
    def marks_private(self, pick: int, word: str) -> None:
        if id_ := self.picked(Side.OUTLOOK, pick):
            self.lives.changed(Side.OUTLOOK, id_, {FieldName.SENSITIVITY: word})
            if self.world.policy.private is not PrivateItems.FULL:
                self.lives.veiled()

    @rule(side=sides, pick=picks, then=runs)
    def deletes(self, side: Side, pick: int, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.lives.deletes(side, id_)
        self.then(then)

    @in_trouble("copies")
    @rule(side=sides, pick=picks, then=runs)
    def copies(self, side: Side, pick: int, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.lives.copied(side, id_)
        self.then(then)

    @in_trouble("moves")
    @rule(pick=picks, then=runs)
    def remakes(self, pick: int, then: str | None = None) -> None:
        if id_ := self.picked(Side.OUTLOOK, pick):
            self.lives.remade(id_)
        self.then(then)

    @in_trouble("moves")
    @rule(side=sides, pick=picks, then=runs)
    def moves_away(self, side: Side, pick: int, then: str | None = None) -> None:
        if id_ := self.picked(side, pick):
            self.lives.left(side, id_)
        self.then(then)

    @rule(side=sides, pick=picks)
    def is_touched(self, side: Side, pick: int) -> None:
        if id_ := self.picked(side, pick):
            self.world.calendar(side).touch(id_)

    @in_trouble("moves")
    @rule()
    def all_come_back(self) -> None:
        bring_back(self.world)

    # ---- time and settings

    @in_trouble("time")
    @rule(minutes=st.sampled_from([1, 3, 15, 90]))
    def waits(self, minutes: int) -> None:
        self.world.clock.wait(minutes=minutes)

    @in_trouble("time")
    @precondition(lambda self: self.days < 20)
    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.days += days
        self.world.clock.wait(days=days)

    @in_trouble("settings")
    @rule(
        to_crm=DIRECTIONS,
        to_outlook=DIRECTIONS,
        conflicts=st.sampled_from(Conflicts),
        kind=st.sampled_from([None, "Meeting", "Call"]),
    )
    def chooses_settings(
        self, to_crm: Direction, to_outlook: Direction, conflicts: Conflicts, kind: str | None
    ) -> None:
        self.choose(to_crm=to_crm, to_outlook=to_outlook, conflicts=conflicts, default_type=kind)

    @in_trouble("privacy")
    @rule(private=st.sampled_from(PrivateItems))
    def chooses_privacy(self, private: PrivateItems) -> None:
        self.choose(private=private)
        self.lives.veiled()

    @in_trouble("settings")
    @rule()
    def opens_settings(self) -> None:
        self.open_settings()

    # ---- faults

    @in_trouble("faults")
    @rule(side=sides, fault=st.sampled_from(["lose_answers", "lose_requests", "stale", "not_done"]))
    def will_fail(self, side: Side, fault: str) -> None:
        setattr(self.world.calendar(side).faults, fault, 1)

    @in_trouble("faults")
    @rule(side=sides, after=st.integers(1, 3))
    def will_be_unreachable(self, side: Side, after: int) -> None:
        self.world.calendar(side).faults.unreachable = after

    @in_trouble("faults")
    @rule(side=sides, pick=picks, fault=st.sampled_from(["busy", "unjudged", "hidden"]))
    def has_a_bad_item(self, side: Side, pick: int, fault: str) -> None:
        if id_ := self.picked(side, pick):
            faults = self.world.calendar(side).faults
            getattr(faults, fault).add(id_)
            faults.partial = bool(faults.hidden)

    @in_trouble("faults")
    @rule(side=sides, pick=picks, fault=st.sampled_from(["refuse", "unreadable"]))
    def has_a_refused_item(self, side: Side, pick: int, fault: str) -> None:
        id_ = self.picked(side, pick)
        if id_ and fault == "unreadable":
            self.lives.veils(side, id_)
        if id_ or fault == "refuse":
            getattr(self.world.calendar(side).faults, fault)[id_ or ""] = "No."

    @in_trouble("faults")
    @rule(pick=picks, name=st.sampled_from([FieldName.DESCRIPTION, FieldName.TYPE]))
    def has_an_unreadable_field(self, pick: int, name: FieldName) -> None:
        if id_ := self.picked(Side.OUTLOOK, pick):
            self.world.outlook.faults.unreadable_fields[id_] = {name}

    @in_trouble("faults")
    @rule()
    def faults_end(self) -> None:
        self.heal()

    @in_trouble("crashes")
    @rule(place=st.integers(0, 12))
    def will_crash(self, place: int) -> None:
        self.world.fuse.blow_at(place)

    @in_trouble("crashes")
    @rule(side=sides, pick=picks, place=st.integers(0, 12))
    def someone_will_edit_meanwhile(self, side: Side, pick: int, place: int) -> None:
        """At any write or commit of a run to come."""
        self.world.fuse.blow_at(place, lambda: self.edits(side, pick, "subject"))

    @rule()
    def starts_again(self) -> None:
        for pc in self.pcs:
            pc.start()

    @in_trouble("amnesia")
    @rule()
    def loses_its_state(self) -> None:
        # Without keys in the CRM only the stamps remember, and those are written later.
        states = [pc.state for pc in self.pcs]
        links = [link for state in states for link in state.links(PAIRING)]
        begun = any(state.intents(PAIRING) for state in states)
        marked = all(link.stamped for link in links) and not begun
        if self.crm_habits.capabilities.keeps_key or marked:
            self.lives.state_lost()

    # ---- runs

    @rule(reason=st.sampled_from([Reason.POLL, Reason.USER, Reason.AGAIN]))
    def runs(self, reason: Reason) -> None:
        self.run(reason)

    @rule(picked=st.sets(picks, max_size=3))
    def runs_for_some(self, picked: set[int]) -> None:
        records = sorted(self.world.outlook.records)
        ids = {records[pick % len(records)] for pick in picked if records}
        self.run(Reason.CHANGED, outlook_ids=frozenset(ids))

    @rule()
    def settles(self) -> None:
        self.settle()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.settle()

    # ---- how

    def settle(self) -> None:
        """The faults stop, everything is open and back: then all must be right, and stay."""
        self.heal()
        bring_back(self.world)
        self.open_settings()
        self.starts_again()
        for _ in range(self.rounds):
            # Longer than a double waits for the one who made it, and than a bounce counts.
            self.sync(reason=Reason.USER)
            self.world.clock.wait(minutes=31)
        self.sync(reason=Reason.USER)
        self.lives.check_deletions()
        self.lives.check()
        for pc in self.pcs:
            pc.forget_writes()
        self.world.clock.wait(hours=2)
        for _ in range(2):
            self.sync()
        for pc in self.pcs:
            assert pc.writes() == [], "a quiet run writes"
            last = pc.reports[-1]
            assert last.again_at is None
            assert last.complete
            pc.reports.clear()

    def sync(self, **ask) -> None:
        """Each PC runs until it asks for no other run."""
        for pc in self.pcs:
            pc.sync(**ask)

    def then(self, how: str | None) -> None:
        """What mostly follows: the poll comes, or Outlook tells of what was changed."""
        if how == "all":
            self.run(Reason.POLL)
        if how == "some":
            newest = sorted(self.world.outlook.records.values(), key=lambda each: each.version)
            ids = frozenset(record.id for record in newest[-2:])
            self.run(Reason.CHANGED, outlook_ids=ids)

    def run(self, reason: Reason, **ask) -> None:
        for pc in self.pcs:
            pc.forget_writes()
        for pc in self.pcs:
            self.running = pc
            crashed = self.crashes(partial(pc.run, reason, **ask))
            self.lives.check_deletions()
            if crashed:
                pc.start()

    def crashes(self, work: Callable[[], object]) -> bool:
        """Whether what a PC does is ended by a crash; an error may end it as well."""
        try:
            work()
        except Crash:
            return True
        except Error:
            pass
        return False

    def heal(self) -> None:
        for side in Side:
            self.world.calendar(side).faults = Faults()
        self.world.fuse.mend()

    def open_settings(self) -> None:
        if self.world.policy.private is not PrivateItems.FULL:
            self.lives.veiled()
        for pc in self.pcs:
            pc.policy = OPEN

    def choose(self, **settings) -> None:
        """The same on every PC."""
        for pc in self.pcs:
            pc.policy = replace(pc.policy, **settings)

    def picked(self, side: Side, pick: int) -> str | None:
        living = sorted(self.world.calendar(side).living)
        return living[pick % len(living)] if living else None

    def text(self, word: str) -> str:
        self.typed += 1
        return f"{self.typed} {word}"
