"""doctor's word on the right to write, from what runs have shown."""

from datetime import UTC, datetime

import pytest

from outlook_crm.cli import rights
from outlook_crm.crm import jsonapi
from outlook_crm.crm.message import Request, Response
from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.errors import NotAllowed
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import StepKind
from outlook_crm.ui.catalog import Catalog

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FORBIDDEN = sentence(rights.NOT_ALLOWED, reason="no right to it")


def run(*done, refused=()):
    trouble = tuple(Entry(Side.CRM, kind, "Visit", reason=FORBIDDEN) for kind in refused)
    counts = {(Side.CRM, kind): 1 for kind in done}
    return Report(NOW, NOW, Reason.USER, counts, trouble=trouble, complete=True)


def told(*reports):
    found = rights.writing(Catalog("en").text, reports)
    return {one.told.partition(":")[0].split()[0]: one for one in found}


def test_what_was_never_tried_is_not_known_and_no_fault():
    found = told()
    assert set(found) == {"Create", "Change", "Delete"}
    assert {one.level for one in found.values()} == {"ok"}
    assert all("not known" in one.told for one in found.values())


def test_what_was_done_is_allowed():
    found = told(run(StepKind.CREATE))
    assert "allowed" in found["Create"].told
    assert "not known" in found["Change"].told


def test_what_was_refused_for_want_of_the_right_is_a_fault_with_what_to_do():
    found = told(run(StepKind.CREATE, refused=[StepKind.DELETE]))
    assert (found["Delete"].level, found["Create"].level) == ("fault", "ok")
    assert "right" in found["Delete"].todo


@pytest.mark.parametrize(
    ("newest", "before", "level"),
    [
        (run(StepKind.UPDATE), run(refused=[StepKind.UPDATE]), "ok"),
        (run(refused=[StepKind.UPDATE]), run(StepKind.UPDATE), "fault"),
        (run(StepKind.UPDATE, refused=[StepKind.UPDATE]), run(), "ok"),  # somebody else's record
    ],
)
def test_the_newest_run_that_tried_it_tells(newest, before, level):
    assert told(newest, before)["Change"].level == level


def test_another_refusal_is_no_missing_right():
    entry = Entry(Side.CRM, StepKind.CREATE, "Visit", reason="The CRM refused it: too long")
    report = Report(NOW, NOW, Reason.USER, trouble=(entry,), complete=True)
    assert "not known" in told(report)["Create"].told


def test_its_word_for_a_missing_right_is_the_connectors():
    answer = Response(Request("POST", "/activities"), 403, {}, b"{}", NOW)
    with pytest.raises(NotAllowed) as refused:
        jsonapi.check(answer)
    assert refused.value.message == rights.NOT_ALLOWED
