"""The activity pane as values: what it says in every language, and what the shim is told."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.ui import pane
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.pane import Shown, Standing
from outlook_crm.ui.picker import Row
from outlook_crm.ui.window import Choice

GOLDEN = Path(__file__).parents[2] / "golden"
ENGLISH = Catalog("en").text
SHOWN = Shown(
    "w1",
    Standing.USABLE,
    crm="c1",
    linked=True,
    types=[Choice("Meeting", "Möte")],
    statuses=[Choice("Planned", "Planerad")],
    chosen={FieldName.TYPE: "Fax", FieldName.ACCOUNTS: '["7"]'},
    relations=[FieldName.ACCOUNTS, FieldName.PROJECTS],
    single=frozenset({FieldName.PROJECTS}),
    texts={FieldName.ACCOUNTS: {"7": "Nordic Timber Oy"}},
)


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_the_shim_is_told_what_it_reads():
    assert pane.record(ENGLISH, SHOWN) == golden("inspector_state")
    rows = [Row("8", "Sawmill", "Running", suggested=True), Row("9", "Intranet")]
    found = pane.found(ENGLISH, "w1", FieldName.PROJECTS, rows, number=3)
    texts = pane.texts("w1", {FieldName.ACCOUNTS: {"7": "Nordic Timber Oy"}})
    assert found | texts == golden("pane_update")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_access_key_leads_to_one_field_of_the_pane(language):
    fields = pane.record(Catalog(language).text, Shown("w1", Standing.USABLE))["pane"]["fields"]
    keys = [key.lower() for each in fields for key in re.findall("&(.)", each["label"])]
    assert len(keys) == len(fields)
    assert sorted(keys) == sorted(set(keys))
    assert all(re.fullmatch("[a-z]", key) for key in keys)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ({"new": True}, "Without a type it stays in Outlook."),
        (
            {"new": True, "default": "Meeting"},
            "If you choose none: Möte. With (empty) it stays in Outlook.",
        ),
        ({"new": True, "default": "Meeting", "standing": Standing.ELSEWHERE}, ""),
        ({"default": "Meeting"}, ""),
    ],
)
def test_a_new_appointment_says_what_becomes_of_it_without_a_type(shown, told):
    fields = pane.record(ENGLISH, replace(SHOWN, **shown))["pane"]["fields"]
    assert fields[0]["hint"] == told


@pytest.mark.parametrize("standing", Standing)
def test_a_window_says_why_nothing_can_be_chosen(standing):
    record = pane.record(ENGLISH, Shown("w1", standing))
    usable = standing in (Standing.USABLE, Standing.LOGGED_OUT)
    assert record["controls"]["CrmRelations"]["enabled"] == usable
    assert all(each["enabled"] == usable for each in record["pane"]["fields"])
    assert bool(record["pane"]["message"]) == (standing is not Standing.USABLE)


def test_a_relation_that_the_crm_does_not_know_is_not_shown():
    fields = pane.record(ENGLISH, SHOWN)["pane"]["fields"]
    assert "@contacts" not in {each["cell"] for each in fields}


def test_an_answer_without_rows_says_so_unless_there_is_more_to_say():
    def note(rows, said=""):
        return pane.found(ENGLISH, "w1", FieldName.ACCOUNTS, rows, said, number=1)["found"]["note"]

    assert note([]) == "Nothing was found."
    assert note([], "No answer.") == "No answer."
    assert note([Row("1", "One")]) == ""
