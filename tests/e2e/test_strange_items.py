"""Appointments as nobody expects them, between Outlook in memory and the embedded CRM."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.crm_server.process import CrmServer
from tests.e2e.strange_crm import StrangeCrm
from tests.e2e.strange_world import StrangeWorld

from outlook_crm.sync.values import StepKind

TOMORROW = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
HOUR = timedelta(hours=1)
MANY = [{"address": f"person.{n}@company-{n % 7}.example", "response": n % 6} for n in range(100)]


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def span(start, end):
    return {"Start": text(start), "End": text(end)}


def whole_days(number):
    first, end = TOMORROW, TOMORROW + timedelta(days=number)
    return {"AllDayEvent": True, "Start": f"{first:%Y-%m-%d}", "End": f"{end:%Y-%m-%d}"}


def ids(*numbers):
    return json.dumps([str(number) for number in numbers])


LONG = timedelta(days=1825)
ITEMS = {
    "of ten years": span(TOMORROW - LONG, TOMORROW + LONG),
    "since 1899": {"Start": "1899-12-30T00:00:00Z", "End": text(TOMORROW)},
    "without an end": {"Start": text(TOMORROW), "End": "4500-12-31T23:00:00Z"},
    "of no length": span(TOMORROW, TOMORROW),
    "of 400 days": whole_days(400),
    "with a long text": {"Body": "Lorem ipsum dolor. " * 5200},
    "with pictures 🧁👩‍👩‍👧 𝔘": {"Body": "🧁" * 3000},  # noqa: RUF001
    "with halves": {"Body": "\udc00", "Location": "\ud800 room"},
    "with controls": {"Body": "c\0d\x01\x02\x0b\x1f", "Location": "\0"},
    "\u202eשלום\u202c عربى": {"Body": "\u2067עברית\u2069"},  # noqa: RUF001
    "with 100 people": {"Recipients": json.dumps(MANY)},
    "with links to nowhere": {"@contacts": ids(*range(5000, 5060))},
    "with 200 categories": {"Categories": "; ".join(f"Category {n}" for n in range(200))},
    "with a reminder in 4,000 years": {"ReminderMinutesBeforeStart": 2_147_483_647},
    "with a reminder afterwards": {"ReminderMinutesBeforeStart": -5},
    "in a zone of its own": {"StartTimeZone": "Customized Time Zone"},
    "": {},
    "x" * 200: {},
}


@pytest.fixture(scope="module")
def crm():
    with CrmServer() as crm:
        yield crm


@pytest.fixture
def world(tmp_path, crm):
    with StrangeCrm(crm.base) as strange:
        world = StrangeWorld(tmp_path, crm, strange)
        world.open()
        yield world
        world.close()


def test_each_is_in_the_crm_once_and_comes_to_rest(world, crm):
    for subject, cells in ITEMS.items():
        world.outlook.make(**{"Subject": subject, **span(TOMORROW, TOMORROW + HOUR)} | cells)
    for _ in range(4):
        report = world.run()
        world.pass_time(minutes=5)
    assert not report.counts
    assert not report.trouble
    assert sorted(each["subject"] for each in crm.activities()) == sorted(ITEMS)
    world.open(state="another")
    for _ in range(3):
        report = world.run()
        world.pass_time(minutes=5)
    assert not report.counts
    assert len(crm.activities()) == len(world.outlook.calendar()) == len(ITEMS)


@pytest.mark.parametrize(
    "cells",
    [span(TOMORROW + HOUR, TOMORROW), whole_days(0)],
    ids=["backwards", "of no day"],
)
def test_what_can_be_no_appointment_is_counted_and_harms_no_other(world, crm, cells):
    world.outlook.make(**{"Subject": "Odd", **span(TOMORROW, TOMORROW + HOUR)} | cells)
    world.outlook.make(Subject="Even", **span(TOMORROW, TOMORROW + HOUR))
    assert world.run().skipped == {"time could not be read": 1}
    assert [each["subject"] for each in crm.activities()] == ["Even"]


def test_what_the_crm_refuses_needs_attention_and_harms_no_other(world, crm):
    world.outlook.make(Subject="Odd", **span(TOMORROW, TOMORROW + HOUR), **{"@type": "<&> ☕"})
    world.outlook.make(Subject="Even", **span(TOMORROW, TOMORROW + HOUR))
    for _ in range(3):
        report = world.run()
        world.pass_time(minutes=20)
    assert [each.subject for each in report.trouble] == ["Odd"]
    assert "picklist" in report.trouble[0].reason
    assert [each["subject"] for each in crm.activities()] == ["Even"]


@pytest.mark.parametrize("hours", [-3, 30])
def test_a_clock_that_was_set_otherwise_moves_deletes_and_doubles_nothing(world, hours):
    world.populate()
    world.settle()
    world.pass_time(hours=hours)
    world.act()
    world.settle()
    assert world.differences() == []
    world.pass_time(hours=-hours)
    assert {kind for _, kind in world.settle()} <= {StepKind.STAMP}  # those that were still to come
    assert world.differences() == []
