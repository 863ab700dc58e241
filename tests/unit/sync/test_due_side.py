"""Which day an activity is due, and which of the CRM's activities are tasks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.simulation.clock import Clock
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_side import MemorySide

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.ports import Want
from outlook_crm.sync.tasks import DueSide, due, task_policy

HELSINKI = ZoneInfo("Europe/Helsinki")
F = FieldName


def instant(day, hour):
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (Timed(instant(10, 8), instant(10, 9)), 10),
        (Timed(instant(10, 8), instant(12, 9)), 12),
        (Timed(instant(10, 21), instant(10, 22)), 10),  # midnight in Helsinki ends the tenth
        (Timed(instant(10, 22), instant(10, 23)), 11),
        (Timed(instant(10, 22), instant(10, 22)), 11),
        (AllDay(date(2026, 3, 9), date(2026, 3, 11)), 10),
    ],
)
def test_the_last_day_it_reaches_into(when, day):
    assert due(when, HELSINKI) == AllDay(date(2026, 3, day), date(2026, 3, day + 1))


@pytest.fixture
def calendar():
    return MemoryCalendar(Side.CRM, Clock())


def seen(calendar, known=None):
    side = DueSide(MemorySide(calendar), frozenset({"Task"}), HELSINKI)
    want = Want(instant(1, 0), instant(1, 0) + timedelta(days=90), known or {}, {})
    return side.observe(want)


def make(calendar, subject, kind):
    when = Timed(instant(10, 8), instant(10, 9))
    return calendar.user_creates({F.SUBJECT: subject, F.WHEN: when, F.TYPE: kind})


def test_only_tasks_are_shown_each_on_its_day(calendar):
    task, _ = make(calendar, "Offer", "Task"), make(calendar, "Call", "Call")
    items = seen(calendar).items
    assert items.keys() == {task}
    assert items[task].fields[F.WHEN] == AllDay(date(2026, 3, 10), date(2026, 3, 11))


def test_a_known_one_is_shown_also_when_it_is_a_task_no_longer(calendar):
    task = make(calendar, "Offer", "Task")
    calendar.user_changes(task, {F.TYPE: "Call"})
    assert seen(calendar, known={task: "an old version"}).items.keys() == {task}


def test_the_policy_lets_tasks_through_and_nothing_else():
    policy = task_policy(Policy(apart=frozenset({"Task"}), default_type="Call"), {"Task"})
    assert policy.default_type == "Task"
    assert policy.apart == frozenset()
    for direction in (policy.to_crm, policy.to_outlook):
        assert "Task" in direction.create
        assert "Call" not in direction.change
