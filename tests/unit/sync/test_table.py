"""The decision table: complete, cautious about deletions, and the page tells the same."""

from itertools import product
from pathlib import Path

import pytest

from outlook_crm.errors import Defect
from outlook_crm.sync.table import TABLE, Act, Case, Sight, page, row_for

PAGE = Path(__file__).parents[3] / "docs" / "decision-table.md"

CASES = [
    Case(outlook, crm, linked) for linked, outlook, crm in product((False, True), Sight, Sight)
]
DELETIONS = {Act.DELETE_CRM: "outlook", Act.DELETE_OUTLOOK: "crm"}
CREATES = {Act.CREATE_CRM, Act.CREATE_OUTLOOK, Act.RESTORE_CRM, Act.RESTORE_OUTLOOK}


def test_has_one_row_for_each_case():
    assert set(TABLE) == set(CASES)
    assert all(row.case == case for case, row in TABLE.items())
    assert all(row.sentence.endswith(".") for row in TABLE.values())


def test_is_told_by_the_page():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_only_a_proven_deletion_deletes_and_only_what_did_not_change(case):
    act = TABLE[case].act
    if act in DELETIONS:
        here = case.outlook if DELETIONS[act] == "outlook" else case.crm
        there = case.crm if DELETIONS[act] == "outlook" else case.outlook
        assert (here, there) == (Sight.GONE, Sight.SAME)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_absence_alone_writes_nothing(case):
    if case.linked and Sight.ABSENT in (case.outlook, case.crm):
        assert TABLE[case].act in (Act.SLEEP, Act.FORGET, Act.IMPOSSIBLE)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_both_sides_are_treated_alike(case):
    """Turned around, a case leads to the same act turned around."""
    turned = {
        Act.CREATE_CRM: Act.CREATE_OUTLOOK,
        Act.SEND_CRM: Act.SEND_OUTLOOK,
        Act.DELETE_CRM: Act.DELETE_OUTLOOK,
        Act.RESTORE_CRM: Act.RESTORE_OUTLOOK,
    }
    turned |= {value: key for key, value in turned.items()}
    case_turned = Case(case.crm, case.outlook, case.linked)
    if {case.outlook, case.crm} == {Sight.ABSENT, Sight.GONE}:
        return  # a deletion that Outlook told of may still meet the record later
    act = TABLE[case].act
    assert TABLE[case_turned].act is turned.get(act, act)


def test_refuses_what_cannot_be():
    with pytest.raises(Defect, match="Impossible"):
        row_for(Case(Sight.NEW, Sight.SAME, linked=True))
    with pytest.raises(Defect, match="Impossible"):
        row_for(Case(Sight.CHANGED, Sight.ABSENT, linked=False))
    assert row_for(Case(Sight.SAME, Sight.SAME, linked=True)).act is Act.NOTHING
