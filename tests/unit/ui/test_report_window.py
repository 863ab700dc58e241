"""The report of a run, what can be done about it, and an error, as the user reads them."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.ui.all_windows import HELSINKI, REPORT, RUNS, STARTED

from outlook_crm import errors
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.plan import MANY
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.steps import ASKED, READ_ONLY, RELEASED
from outlook_crm.sync.values import StepKind
from outlook_crm.ui import message_window, preview_window, report_window
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.report_export import to_csv
from outlook_crm.ui.report_rows import Deed, Shown, Told, rows
from outlook_crm.ui.report_window import View

ENGLISH = Catalog("en").text
CALENDARS = [each.calendar for each in RUNS[0]]


def held(reason, outlook_id="A3"):
    return Entry(Side.CRM, StepKind.DELETE, "Visit", "9", outlook_id, reason)


def fields(report, language="en", shown=Shown.ALL):
    view = View([[Told(report)]], HELSINKI, shown=shown)
    return report_window.window(Catalog(language).text, view).fields


def test_the_summary_tells_how_it_ended_and_what_was_done():
    assert fields(REPORT)["run"].choices[0].text == "2026-03-01 10:00 (you asked for it)"
    assert fields(REPORT)["summary"].value.splitlines() == [
        "Finished. 1.2 seconds",
        "In Outlook: created 0, changed 1, deleted 0",
        "In the CRM: created 2, changed 0, deleted 0",
    ]


def test_what_the_crm_has_no_place_for_is_told_by_name():
    lacking = replace(REPORT, unmapped=(FieldName.LOCATION, FieldName.ATTENDEES))
    assert fields(lacking)["summary"].value.splitlines()[-1] == (
        "This CRM has no place for: Place, Attendees."
    )


def test_what_was_left_alone_is_counted_by_its_reason():
    assert fields(REPORT)["details"].value.splitlines() == [
        "4 items.",
        "Left alone:",
        "3: It has no type.",
    ]


def test_what_waits_for_the_user_stands_first():
    assert fields(REPORT)["items"].value == [
        ("Visit {x}", "Appointment", "Waits for you", "Delete in the CRM", "50 % {deleted}"),
        ("Fair", "Appointment", "Needs attention", "Change in Outlook", "Outlook refused."),
        (
            "Call",
            "Appointment",
            "Conflict",
            "The CRM's change stays",
            "Time: 2026-03-01 10:00 - 11:00 in Outlook, 2026-03-01 10:00 - 12:00 in the CRM",
        ),
        ("Lunch", "Appointment", "Done", "Create in the CRM", "It is new in Outlook."),
    ]


@pytest.mark.parametrize(
    ("shown", "subjects"),
    [
        (Shown.WAITING, ["Visit {x}", "Fair"]),
        (Shown.CONFLICTS, ["Call"]),
        (Shown.DONE, ["Lunch"]),
    ],
)
def test_the_rows_can_be_narrowed_down(shown, subjects):
    assert [row[0] for row in fields(REPORT, shown=shown)["items"].value] == subjects
    patch = report_window.turned(ENGLISH, View([[Told(REPORT)]], HELSINKI, shown=shown))
    assert [row[0] for row in patch.values["items"]] == subjects
    assert patch.enabled == {"do": False}


@pytest.mark.parametrize(
    ("entry", "deeds"),
    [
        (held(MANY), [Deed.APPROVE, Deed.OPEN, Deed.PAGE, Deed.RETRY]),
        (held(RELEASED), [Deed.APPROVE, Deed.OPEN, Deed.PAGE, Deed.RETRY]),
        (held(ASKED), [Deed.OUTLOOK, Deed.CRM, Deed.OPEN, Deed.PAGE, Deed.RETRY]),
        (held(READ_ONLY), [Deed.OPEN, Deed.PAGE, Deed.RETRY]),
        (held(MANY, outlook_id=""), [Deed.APPROVE, Deed.PAGE, Deed.RETRY]),
    ],
)
def test_what_can_be_done_about_what_waits_follows_from_its_reason(entry, deeds):
    (row,) = rows(ENGLISH, replace(REPORT, held=(entry,)), HELSINKI, Shown.WAITING)[:1]
    assert list(row.deeds) == deeds
    patch = report_window.chosen(ENGLISH, row)
    assert [choice.value for choice in patch.choices["deed"]] == deeds
    assert all(choice.text for choice in patch.choices["deed"])
    assert patch.enabled == {"do": True}


def test_what_both_changed_is_told_with_both_values_where_the_user_decides():
    clash = replace(REPORT.conflicts[0], winner=None, crm_id="9")
    (row,) = rows(
        ENGLISH, replace(REPORT, held=(held(ASKED),), conflicts=(clash,)), HELSINKI, Shown.WAITING
    )[:1]
    assert "2026-03-01 10:00 - 11:00 in Outlook, 2026-03-01 10:00 - 12:00 in the CRM" in row.details


def test_many_deletions_can_be_allowed_at_once_and_no_others():
    one, other = held(MANY), replace(held(MANY), crm_id="10")
    waiting = replace(REPORT, held=(one, other, held(RELEASED)), trouble=())
    found = rows(ENGLISH, waiting, HELSINKI, Shown.WAITING)
    assert [Deed.APPROVE_ALL in row.deeds for row in found] == [True, True, False]
    assert found[0].deeds[0] is Deed.APPROVE
    assert found[0].alike == {"9", "10"}
    assert ["out of Deleted Items" in row.details for row in found] == [True, True, False]


def test_a_settled_conflict_can_be_restored_and_an_open_one_decided():
    (settled,) = rows(ENGLISH, REPORT, HELSINKI, Shown.CONFLICTS)
    assert settled.deeds == (Deed.RESTORE, Deed.OPEN, Deed.PAGE)
    asked = replace(REPORT, conflicts=(replace(REPORT.conflicts[0], winner=None),))
    (row,) = rows(ENGLISH, asked, HELSINKI, Shown.CONFLICTS)
    assert row.deeds == (Deed.OUTLOOK, Deed.CRM, Deed.OPEN, Deed.PAGE)


def test_nothing_can_be_opened_that_was_deleted():
    gone = replace(REPORT, entries=(Entry(Side.OUTLOOK, StepKind.DELETE, "Gone", "1", "A"),))
    (row,) = rows(ENGLISH, gone, HELSINKI, Shown.DONE)
    assert row.deeds == ()
    assert report_window.chosen(ENGLISH, row).enabled == {"do": False}


def test_what_was_done_can_be_taken_back():
    done = Entry(Side.CRM, StepKind.UPDATE, "Visit", "1", "A", undoable=True)
    gone = replace(done, kind=StepKind.DELETE)
    mail = replace(done, undoable=False)
    report = replace(REPORT, entries=(done, gone, mail))
    shown = rows(ENGLISH, report, HELSINKI, Shown.DONE)
    assert [row.deeds for row in shown] == [
        (Deed.OPEN, Deed.PAGE, Deed.UNDO),
        (Deed.UNDO,),
        (Deed.OPEN, Deed.PAGE),
    ]
    assert [row.undo for row in shown] == [done, gone, None]


def test_a_contacts_conflict_offers_nothing_that_the_calendar_would_do():
    clash = replace(REPORT.conflicts[0], name=FieldName.LAST_NAME)
    (row,) = rows(ENGLISH, replace(REPORT, conflicts=(clash,)), HELSINKI, Shown.CONFLICTS)
    assert Deed.RESTORE not in row.deeds


def test_what_was_left_out_is_listed_and_can_be_taken_in():
    view = View([[Told(REPORT, declined={"17": "Fair"})]], HELSINKI, shown=Shown.DECLINED)
    (row,) = view.rows(ENGLISH)
    assert (row.cells[0], row.crm_id, row.deeds) == ("Fair", "17", (Deed.TAKE_IN, Deed.PAGE))
    offered = report_window.window(ENGLISH, view).fields["shown"].choices
    assert Shown.DECLINED in [each.value for each in offered]
    assert Shown.DECLINED not in [each.value for each in fields(REPORT)["shown"].choices]


def test_each_kind_is_told_and_can_be_looked_at_alone():
    lunch = Entry(Side.CRM, StepKind.CREATE, "Lunch", "7", "A1")
    every = [replace(lunch, subject=kind.value, of=kind) for kind in Kind]
    report = replace(REPORT, held=(), trouble=(), conflicts=(), entries=tuple(every))
    words = ["Appointment", "Contact", "Task", "E-mail"]
    assert {row[1] for row in fields(report)["items"].value} == set(words)
    offered = [each.value for each in fields(report)["shown"].choices]
    for kind in Kind:
        assert kind.value in offered
        (row,) = fields(report, shown=Shown(kind.value))["items"].value
        assert row[0] == kind.value
    assert "calendar" not in [each.value for each in fields(REPORT)["shown"].choices]


def test_of_several_calendars_each_row_says_whose_it_is_and_what_waits_comes_first():
    view = View(RUNS, HELSINKI)
    window = report_window.window(ENGLISH, view)
    runs = [choice.text for choice in window.fields["run"].choices]
    assert runs[0] == "The last run of each calendar"
    assert runs[1:] == [f"2026-03-01 10:00 (you asked for it), {who}" for who in CALENDARS]
    shown = window.fields["items"]
    assert shown.choices[0].value == "calendar"
    assert [row[:2] for row in shown.value[:4]] == [
        (who, subject) for who in CALENDARS for subject in ("Visit {x}", "Fair")
    ]
    assert {row.pairing for row in view.rows(ENGLISH)} == {"p1", "p2"}
    summary = window.fields["summary"].value.splitlines()
    assert [line for line in summary if line.endswith(":")] == [f"{who}:" for who in CALENDARS]


def test_one_run_of_several_calendars_shows_its_own_rows():
    view = View(RUNS, HELSINKI, run=2)
    assert {row.pairing for row in view.rows(ENGLISH)} == {"p2"}
    patch = report_window.turned(ENGLISH, view)
    assert {row[0] for row in patch.values["items"]} == {CALENDARS[1]}


def test_reasons_are_told_in_the_users_language():
    rows = fields(REPORT, "sv")["items"].value
    assert rows[-1] == ("Lunch", "Avtalad tid", "Klart", "Skapa i CRM", "Den är ny i Outlook.")


def test_an_export_has_every_row_and_no_formula():
    report = replace(REPORT, entries=(Entry(Side.CRM, StepKind.CREATE, "=cmd()", "7", "A1"),))
    heads, *lines = csv.reader(io.StringIO(to_csv(ENGLISH, [Told(report)], HELSINKI)))
    ids = ["crm_id", "outlook_id", "calendar"]
    assert heads == ["Subject", "Kind", "State", "Step", "Reason", *ids]
    assert len(lines) == 4
    assert lines[-1] == ["'=cmd()", "Appointment", "Done", "Create in the CRM", "", "7", "A1", ""]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (AllDay(date(2026, 5, 1), date(2026, 5, 3)), "2026-05-01 - 2026-05-02"),
        (AllDay(date(2026, 5, 1), date(2026, 5, 2)), "2026-05-01"),
        ((), "(empty)"),
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
    assert row[3] == "You decide"
    assert row[4].startswith(f"Subject: {told} in Outlook")


def test_a_large_first_run_is_cut_and_says_so():
    entry = Entry(Side.CRM, StepKind.CREATE, "Lunch")
    report = replace(REPORT, entries=(entry,) * 10_000)
    assert len(fields(report)["items"].value) == report_window.MOST_ROWS
    preview = preview_window.window(ENGLISH, report).fields["items"]
    assert len(preview.value) == preview_window.MOST_ROWS
    assert preview.hint == "9,501 more are not shown."


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("Unreachable", "Stopped: the CRM could not be reached."),
        ("Lost", "Stopped: the CRM could not be reached."),
        ("AttributeError", "Stopped by a fault. The log file tells more."),
    ],
)
def test_a_run_that_ended_early_says_why(error, told):
    assert told in fields(replace(REPORT, complete=False, error=error))["summary"].value


def test_every_error_of_ours_ends_a_run_in_words_of_its_own():
    known = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    kinds = [getattr(errors, name) for name in known - {"Error", "Theirs", "Users", "Mapping"}]
    told = {fields(replace(REPORT, error=kind.__name__))["summary"].value for kind in kinds}
    assert len(told) == len(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_and_step_has_words(language, reason):
    steps = tuple(Entry(side, kind, "x") for side in Side for kind in StepKind)
    report = Report(STARTED, STARTED + timedelta(seconds=1), reason, entries=steps)
    shown = fields(report, language)
    assert len({row[3] for row in shown["items"].value}) == len(steps)
    assert shown["run"].choices[0].text


def test_times_are_the_users_own_also_where_the_day_is_another():
    late = replace(REPORT, started=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert fields(late)["run"].choices[0].text.startswith("2026-07-01 01:30")


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
        "advice": "Be CRM-administratören om rätt API-nyckel.",
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


def test_rows_and_the_preview_stand_by_their_subjects():
    lunch = Entry(Side.CRM, StepKind.CREATE, "lunch", "7", "A1")
    entries = [replace(lunch, subject=subject) for subject in ("Visit", "lunch", "Call")]
    report = replace(REPORT, held=(), trouble=(), conflicts=(), entries=tuple(entries))
    for window in (fields(report), preview_window.window(ENGLISH, report).fields):
        assert [row[0] for row in window["items"].value] == ["Call", "lunch", "Visit"]


def test_a_run_that_did_nothing_does_not_hide_the_one_before_it():
    nothing = Report(REPORT.ended, REPORT.ended, Reason.POLL)
    assert report_window.telling([[Told(nothing)], [Told(nothing), Told(REPORT)]]) == 1
    assert report_window.telling([[Told(nothing)]]) == 0


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.CHANGED, "Finished; only what changed was looked at."),
        (Reason.USER, "Finished; not everything was looked at."),
    ],
)
def test_a_run_that_did_not_look_at_everything_says_so(reason, told):
    report = replace(REPORT, complete=False, reason=reason)
    assert told in fields(report)["summary"].value
