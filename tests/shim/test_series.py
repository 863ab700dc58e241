"""Series behind the real gateway: short slices, rejected calls, what Outlook refuses to show."""

from datetime import date, timedelta

import pytest
from tests.conformance.cases import meeting, update
from tests.conformance.shim_cases import ZONE, ShimWorld
from tests.shim import remote
from tests.simulator.client import Screen

from outlook_crm.domain.fields import FieldName
from outlook_crm.sync.values import Fate

pytestmark = pytest.mark.shim

FIRST = date(2026, 3, 2)
DAILY = {"type": 0, "first": FIRST.isoformat(), "last": "2026-09-30"}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One Outlook for all tests."""
    with Screen() as screen:
        home = tmp_path_factory.mktemp("outlook")
        outlook, gateway = remote.start(home, screen.display, zone=ZONE)
        with outlook:
            yield outlook, gateway
            gateway.close()


@pytest.fixture
def outlook(running):
    yield running[0]
    running[0].set_habits(call_rejected=0, pump_messages=False)


@pytest.fixture
def world(running):
    return ShimWorld(*running)


def with_exceptions(world, count):
    """A daily series of which the first so many occurrences were changed."""
    series = world.user_makes_series(meeting("Daily"), **DAILY)
    for number in range(count):
        world.user_changes_occurrence(
            series, FIRST + timedelta(number), {FieldName.SUBJECT: f"Changed {number}"}
        )
    return series


def by_subject(observation):
    return {item.fields[FieldName.SUBJECT]: item for item in observation.items.values()}


def test_many_changed_occurrences_keep_outlook_responsive(outlook, world):
    with_exceptions(world, 60)
    side = world.side()
    side.observe(world.want())  # the first time compiles what is called
    outlook.watchdog(reset=True)
    shown = by_subject(side.observe(world.want()))
    assert len(shown) == 61
    assert side.write(update(shown["Changed 59"], {FieldName.LOCATION: "Here"})).fate is Fate.DONE
    assert outlook.watchdog()["longest_cpu_ms"] < 100


def test_a_busy_outlook_is_asked_again(outlook, world):
    with_exceptions(world, 3)
    outlook.set_habits(call_rejected=9, pump_messages=True)
    side = world.side()
    shown = by_subject(side.observe(world.want()))
    assert {"Changed 0", "Changed 1", "Changed 2", "Daily"} == shown.keys()
    outlook.set_habits(call_rejected=9)
    outcome = side.write(update(shown["Changed 1"], {FieldName.LOCATION: "Here"}))
    assert outcome.fate is Fate.DONE
    assert outcome.item.fields[FieldName.LOCATION] == "Here"


def test_a_move_past_a_neighbour_is_refused_with_a_reason(world):
    with_exceptions(world, 0)
    side = world.side()
    items = side.observe(world.want()).items.values()
    first = min(items, key=lambda item: item.fields[FieldName.WHEN].start)
    when = {FieldName.WHEN: meeting(day=20)[FieldName.WHEN]}
    outcome = side.write(update(first, when))
    assert outcome.fate is Fate.REFUSED
    assert outcome.reason
    assert side.write(update(first, {FieldName.LOCATION: "Here"})).fate is Fate.DONE
