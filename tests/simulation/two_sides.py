"""An engine between two calendars in memory, and the user who waits for it."""

from collections.abc import Mapping
from copy import copy
from datetime import UTC, datetime, timedelta

from tests.simulation.clock import Clock
from tests.simulation.fuse import Fuse
from tests.simulation.memory_calendar import CRM, OUTLOOK, Habits, MemoryCalendar
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName, FieldValue
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.engine import Ask, Engine, Reason
from outlook_crm.sync.report import Report

PAIRING = "p1"
POLICY = Policy(default_type="Meeting")
SETTLED = 12
"""Runs after which everything that can be settled must be."""


class TwoSides:
    """Two calendars and the state, which outlive any number of engines."""

    def __init__(
        self, *, outlook: Habits = OUTLOOK, crm: Habits = CRM, policy: Policy = POLICY
    ) -> None:
        self.clock = Clock()
        self.outlook = MemoryCalendar(Side.OUTLOOK, self.clock, outlook)
        self.crm = MemoryCalendar(Side.CRM, self.clock, crm)
        self.fuse = Fuse()
        self.state = MemoryState(self.fuse)
        self.policy = policy
        self.reports: list[Report] = []
        self.start()

    def start(self, state: MemoryState | None = None) -> None:
        """A new engine, as after a restart (or, with another state, on a second PC)."""
        state = state or self.state
        sides = [
            MemorySide(calendar, self.fuse, lambda: state.in_transaction)
            for calendar in (self.outlook, self.crm)
        ]
        self.outlook_side, self.crm_side = sides
        self.engine = Engine(*sides, state, PAIRING, policy=lambda: self.policy, now=self.clock.now)

    def elsewhere(self, state: MemoryState) -> "TwoSides":
        """The same two calendars as another PC with ``state`` sees them."""
        other = copy(self)
        other.reports, other.state = [], state
        other.start(state)
        return other

    def run(self, reason: Reason = Reason.POLL, **ask) -> Report:
        """One run."""
        self.reports.append(self.engine.run(Ask(reason, **ask)))
        return self.reports[-1]

    def sync(self, **ask) -> Report:
        """A run, and those that it asks for, each after the wait it asks for."""
        report = self.run(**ask)
        for _ in range(SETTLED):
            if report.again_at is None:
                return report
            self.clock.time = max(self.clock.time, report.again_at)
            report = self.run(Reason.AGAIN)
        return report

    def rest(self) -> None:
        """Long enough for stamps, and what they lead to."""
        for _ in range(3):
            self.clock.wait(minutes=2)
            self.sync()

    def calendar(self, side: Side) -> MemoryCalendar:
        """The calendar of a side."""
        return self.outlook if side is Side.OUTLOOK else self.crm

    def writes(self) -> list:
        """The steps that changed something, of the engine at work."""
        return [*self.outlook_side.writes, *self.crm_side.writes]

    def forget_writes(self) -> None:
        """Count anew."""
        self.outlook_side.writes.clear()
        self.crm_side.writes.clear()

    def linked(self, side: Side, id_: str):
        """The link of an item, None for none."""
        links = self.state.links(PAIRING)
        return next((link for link in links if link.id_on(side) == id_), None)

    def partner(self, side: Side, id_: str):
        """The record on the other side that is one with this item."""
        link = self.linked(side, id_)
        return link and self.calendar(side.other).records.get(link.id_on(side.other))


def fields(subject: str = "Visit", day: int = 0, **more: FieldValue) -> Mapping:
    """An appointment's fields; ``day`` counts from today."""
    start = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=day)
    when = Timed(start, start + timedelta(hours=1))
    named = {FieldName(name): value for name, value in more.items()}
    return {FieldName.SUBJECT: subject, FieldName.WHEN: when, **named}
