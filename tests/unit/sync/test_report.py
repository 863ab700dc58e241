"""A report survives being kept, whatever is in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.simulation.two_sides import fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.report import Clash, Entry, Report, beside, from_json, of_kind, to_json
from outlook_crm.sync.undo import given_up
from outlook_crm.sync.values import StepKind

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ENTRY = Entry(Side.CRM, StepKind.CREATE, "Möte 会议", "17", "00AB", "It is new in Outlook.")
CLASH = Clash("Visit", "17", "00AB", FieldName.SUBJECT, "A", None, Side.OUTLOOK)


def test_is_the_same_when_read_again():
    report = Report(
        NOW,
        NOW,
        Reason.USER,
        counts={(Side.CRM, StepKind.CREATE): 2},
        entries=(ENTRY,),
        conflicts=(CLASH, replace(CLASH, name=FieldName.WHEN, outlook=fields()[FieldName.WHEN])),
        held=(ENTRY,),
        trouble=(ENTRY, ENTRY),
        skipped={"private": 3},
        durations={"observe": 0.25},
        complete=True,
        error="Unreachable",
        again_at=NOW,
    )
    assert from_json(to_json(report)) == report
    assert report.waiting == 3


def test_an_empty_one_is_the_same_too():
    report = Report(NOW, NOW, Reason.POLL)
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("undoable", [False, True])
def test_what_another_kind_did_is_told_as_its_own(undoable):
    did = replace(ENTRY, undoable=True, was={FieldName.SUBJECT: "A"})
    alone = Report(NOW, NOW, Reason.USER, entries=(did,), conflicts=(CLASH,), held=(ENTRY,))
    told = of_kind(Kind.TASKS, alone, undoable=undoable)
    every = (*told.entries, *told.conflicts, *told.held)
    assert {each.of for each in every} == {Kind.TASKS}
    assert told.entries[0].undoable == undoable
    assert from_json(to_json(told)).entries[0].of is Kind.TASKS
    assert from_json(to_json(of_kind(Kind.TASKS, alone, undoable=True))).held == told.held
    assert given_up(told.conflicts[0]).of is Kind.TASKS


def test_tells_which_value_did_not_stay():
    assert CLASH.lost is None
    assert replace(CLASH, winner=Side.CRM).lost == "A"
    assert replace(CLASH, winner=None).lost is None


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"started": 1}', "no json"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not a report"):
        from_json(text)


def test_two_beside_each_other_keep_what_each_of_them_left():
    lunch, offer = (
        Report(NOW, NOW, Reason.USER, held=(Entry(Side.CRM, StepKind.DELETE, subject),))
        for subject in ("Lunch", "Write the offer")
    )
    both = beside(lunch, offer)
    assert [each.subject for each in both.held] == ["Lunch", "Write the offer"]
    assert both.waiting == 2
