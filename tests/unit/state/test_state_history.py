"""Reports of runs, and the pairings."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conformance.state_suite import NOW

from outlook_crm.domain.kind import Kind
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.sync.values import Link

ANNA = PairingRecord(
    "p1", "anna@example.com", "STORE", "CALENDAR", "https://crm.example.com", "7", NOW
)


@pytest.fixture
def state(tmp_path):
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


def record(state, pairing, report, age):
    with state.atomic():
        state.record_run(pairing, report, NOW - age)


def test_reports_are_kept_for_thirty_days_newest_first(state):
    for days in (31, 29, 1):
        record(state, "p1", f"{days} days ago", timedelta(days=days))
    record(state, "p1", "now", timedelta())
    assert [report for _, report in state.runs("p1")] == ["now", "1 days ago", "29 days ago"]
    assert state.runs("p1", limit=1) == [(NOW, "now")]


def test_an_old_report_goes_when_another_pairing_runs(state):
    record(state, "p1", "old", timedelta(days=31))
    record(state, "p2", "new", timedelta())
    assert state.runs("p1") == []


def test_reports_of_a_clock_that_was_far_ahead_go_too(state):
    record(state, "p1", "next year's", -timedelta(days=365))
    record(state, "p1", "tomorrow's", -timedelta(days=1))
    record(state, "p1", "now", timedelta())
    assert [report for _, report in state.runs("p1")] == ["now", "tomorrow's"]


def test_old_reports_go_without_a_run(state):
    record(state, "p1", "old", timedelta(days=29))
    with state.atomic():
        state.forget_old_runs(NOW + timedelta(days=2))
    assert state.runs("p1") == []


def test_pairings_are_kept_by_their_id_oldest_first(state):
    bo = replace(ANNA, id="p0", account="bo@example.com", created=NOW + timedelta(days=1))
    with state.atomic():
        state.pairings.put(bo)
        state.pairings.put(ANNA)
        state.pairings.put(replace(ANNA, folder="OTHER"))
    assert state.pairings.all() == [replace(ANNA, folder="OTHER"), bo]
    with state.atomic():
        state.pairings.remove("p1")
        state.pairings.remove("p1")
    assert state.pairings.all() == [bo]


def test_purging_a_pairing_forgets_it_too(state):
    with state.atomic():
        state.pairings.put(ANNA)
    with state.atomic():
        state.purge("p1")
    assert state.pairings.all() == []


def test_purging_a_pairing_forgets_its_contacts_and_no_other_pairings(state):
    mine, others = Kind.CONTACTS.of("p1"), Kind.CONTACTS.of("p10")
    with state.atomic():
        for place in (mine, others):
            state.put_link(Link(place, "o1", "c1", "", {}))
            state.put_value(place, "notes", "x")
    with state.atomic():
        state.purge("p1")
    assert (list(state.links(mine)), state.value(mine, "notes")) == ([], "")
    assert [link.crm_id for link in state.links(others)] == ["c1"]
