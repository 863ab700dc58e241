"""The last run and an error, as the user reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.ui.all_windows import HELSINKI, REPORT, STARTED

from outlook_crm import errors
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import StepKind
from outlook_crm.ui import message_window, report_window
from outlook_crm.ui.catalog import LANGUAGES, Catalog

ENGLISH = Catalog("en").text


def fields(report, language="en"):
    return report_window.window(Catalog(language).text, report, HELSINKI).fields


def test_the_summary_tells_when_why_how_long_and_what_was_done():
    told = {name: field.value for name, field in fields(REPORT).items() if field.kind == "note"}
    assert told == {
        "started": "2026-03-01 10:00 (you asked for it)",
        "seconds": "1.2",
        "result": "Finished.",
        "outlook": "created 0, changed 1, deleted 0",
        "crm": "created 2, changed 0, deleted 0",
        "skipped": "3: It has no type.",
    }


def test_what_waits_for_the_user_stands_first():
    assert fields(REPORT)["items"].value == [
        ("Visit {x}", "Waits for you", "Delete in the CRM", "50 % {deleted}"),
        ("Fair", "Needs attention", "Change in Outlook", "Outlook refused."),
        (
            "Call",
            "Conflict",
            "The CRM's change stays",
            (
                "Time: 2026-03-01 10:00 - 2026-03-01 11:00 in Outlook,"
                " 2026-03-01 10:00 - 2026-03-01 12:00 in the CRM"
            ),
        ),
        ("Lunch", "Done", "Create in the CRM", "It is new in Outlook."),
    ]


def test_reasons_are_told_in_the_users_language():
    rows = fields(REPORT, "sv")["items"].value
    assert rows[-1] == ("Lunch", "Klart", "Skapa i CRM", "Den är ny i Outlook.")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (AllDay(date(2026, 5, 1), date(2026, 5, 3)), "2026-05-01 - 2026-05-02"),
        (("a", "b"), "a; b"),
        (None, "(empty)"),
        ("", "(empty)"),
        (15, "15"),
        ("{x}", "{x}"),
    ],
)
def test_both_values_of_a_conflict_can_be_read(value, told):
    clash = replace(REPORT.conflicts[0], name=FieldName.SUBJECT, outlook=value, winner=None)
    row = fields(replace(REPORT, conflicts=(clash,)))["items"].value[2]
    assert row[2] == "You decide"
    assert row[3].startswith(f"Subject: {told} in Outlook")


def test_a_large_first_run_is_cut_and_says_so():
    entry = Entry(Side.CRM, StepKind.CREATE, "Lunch")
    report = replace(REPORT, entries=(entry,) * 10_000)
    items = fields(report)["items"]
    assert len(items.value) == report_window.MOST_ROWS
    assert items.hint == f"{10_003 - report_window.MOST_ROWS} more are not shown."
    assert fields(REPORT)["items"].hint == ""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("Unreachable", "Stopped: the CRM could not be reached."),
        ("Lost", "Stopped: the CRM could not be reached."),
        ("AttributeError", "Stopped by a fault. The log file tells more."),
    ],
)
def test_a_run_that_ended_early_says_why(error, told):
    assert fields(replace(REPORT, complete=False, error=error))["result"].value == told


def test_every_error_of_ours_ends_a_run_in_words_of_its_own():
    known = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    kinds = [getattr(errors, name) for name in known - {"Error", "Theirs", "Users", "Mapping"}]
    told = {fields(replace(REPORT, error=kind.__name__))["result"].value for kind in kinds}
    assert len(told) == len(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_and_step_has_words(language, reason):
    steps = tuple(Entry(side, kind, "x") for side in Side for kind in StepKind)
    report = Report(STARTED, STARTED + timedelta(seconds=1), reason, entries=steps)
    shown = fields(report, language)
    assert len({row[2] for row in shown["items"].value}) == len(steps)
    assert shown["started"].value


def test_times_are_the_users_own_also_where_the_day_is_another():
    late = replace(REPORT, started=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert fields(late)["started"].value.startswith("2026-07-01 01:30")


def test_an_error_says_what_happened_and_what_to_do():
    catalog = Catalog("sv")
    error = errors.WrongKey("The CRM's address must begin with https://.")
    window = message_window.window(
        catalog.text,
        happened=catalog.tell(error),
        advice=message_window.advice(catalog.text, error),
    )
    assert {name: field.value for name, field in window.fields.items()} == {
        "happened": "CRM-adressen måste börja med https://.",
        "advice": "Be CRM-administratören om en API-nyckel av typen Outlook.",
    }


def test_an_error_that_is_not_ours_leads_to_the_log():
    window = message_window.window(
        ENGLISH,
        happened=Catalog("en").tell(KeyError("hunter2")),
        advice=message_window.advice(ENGLISH, KeyError("hunter2")),
        log="C:\\shim.log",
    )
    told = " ".join(str(field.value) for field in window.fields.values())
    assert "log file" in told
    assert "hunter2" not in told
    assert window.fields["log"].value == "C:\\shim.log"
