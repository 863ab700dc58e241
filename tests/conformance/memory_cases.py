"""The memory side's world."""

from datetime import UTC, datetime

from tests.conformance.cases import VALUES
from tests.simulation.clock import Clock
from tests.simulation.memory_calendar import Habits, MemoryCalendar
from tests.simulation.memory_side import MemorySide

from outlook_crm.domain.fields import Fields
from outlook_crm.domain.side import Side
from outlook_crm.sync.ports import Want


class MemoryWorld:
    """See side_suite.py."""

    values = VALUES

    def __init__(self, side: Side, habits: Habits | None = None) -> None:
        self.clock = Clock()
        self.calendar = MemoryCalendar(side, self.clock, habits)

    def side(self) -> MemorySide:
        return MemorySide(self.calendar)

    def want(
        self,
        *,
        known=None,
        keys=None,
        only=None,
        start=datetime(2026, 2, 1, tzinfo=UTC),
        end=datetime(2026, 12, 1, tzinfo=UTC),
        cursor="",
    ) -> Want:
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields: Fields) -> str:
        self.pass_time()
        return self.calendar.user_creates(fields)

    def user_changes(self, item: str, fields: Fields) -> None:
        self.pass_time()
        self.calendar.user_changes(item, fields)

    def user_deletes(self, item: str) -> None:
        self.pass_time()
        self.calendar.user_deletes(item)

    def user_moves_away(self, item: str) -> None:
        self.pass_time()
        self.calendar.user_moves_away(item)

    def user_copies(self, item: str) -> str:
        self.pass_time()
        return self.calendar.user_copies(item)

    def lose_next_answer(self) -> None:
        self.calendar.faults.lose_answers = 1

    def pass_time(self) -> None:
        self.clock.wait(minutes=5)
