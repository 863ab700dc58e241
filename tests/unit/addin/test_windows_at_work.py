"""What the user sees and decides while the add-in works: preview, progress, pause, the report."""

import csv
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.simulation.fake_crm import PASSWORD
from tests.simulation.fake_gateway import CALENDAR
from tests.simulation.pc import LOGIN, Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed
from outlook_crm.errors import NotACrm, Unreachable, WrongAddress, WrongKey

MEETING = {"@type": "Meeting"}


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def fields(window):
    paged = [section for page in window["pages"] for section in page["sections"]]
    return {
        each["name"]: each
        for section in [*window["sections"], *paged]
        for each in section["fields"]
    }


def synchronise(pc):
    """One run at the user's word, from its begin to its end."""
    before = len(pc.shell.ribbons)
    pc.shell.click("CrmSynchronise")
    wait_for(lambda: "Synchronising" in pc.shell.said_since(before), "a run")
    wait_for(lambda: not pc.shell.words.startswith("Synchronising"), "its end")


def open_report(pc):
    pc.shell.windows.pop("report", None)
    pc.shell.click("CrmReport")
    return fields(pc.shell.wait_for_window("report"))


def choose(pc, row):
    """The user chooses a row of the report; what the window then shows."""
    pc.shell.patches.clear()
    values = {name: field["value"] for name, field in fields(pc.shell.windows["report"]).items()}
    pc.shell.post("window.change", window="report", field="items", values=values | {"items": row})
    return pc.shell.wait_for_patch("report")


def both_change(pc, subject):
    """One meeting in both calendars, given another subject on each side."""
    new = pc.gateway.make(Subject=subject, **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {subject}, "the meeting in the CRM")
    pc.set(conflicts="ask", auto_sync=False)
    wait_for(lambda: "details" not in pc.shell.windows, "the settings saved")
    synchronise(pc)
    pc.gateway.edit(new, Subject=f"{subject} in Outlook")
    (crm_id,) = pc.crm.calendar.living
    pc.crm.calendar.user_changes(crm_id, {FieldName.SUBJECT: f"{subject} in the CRM"})
    synchronise(pc)
    return new


def test_a_bug_of_ours_leaves_no_window_waiting(pc, monkeypatch):
    pc.pair_and_go()
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    synchronise(pc)
    open_report(pc)
    monkeypatch.setattr(
        "outlook_crm.dialogs.report.to_csv", lambda *_: {}["what nobody thought of"]
    )
    pc.shell.patches.clear()
    pc.shell.submit("report", "export", file="report.csv")
    patch = pc.shell.wait_for_patch("report")
    assert patch["message"] == "The add-in failed (KeyError). The log file tells more."
    assert patch["busy"] is False


# ---- the first run


def test_the_first_run_tells_what_it_would_do_and_waits(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair()
    pc.shell.wait_for_window("details")
    pc.shell.wait_for_words("Waits for your approval")
    pc.shell.submit("details", "save")
    shown = fields(pc.shell.wait_for_window("preview"))
    assert shown["items"]["value"] == [["Visit", "Create in the CRM", "It is new in Outlook."]]
    assert shown["crm"]["value"] == "created 1, changed 0, deleted 0"
    assert pc.subjects_in_crm() == set()
    pc.shell.submit("preview", "go")
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")


def test_nothing_happens_without_a_word_also_after_a_restart(pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair()
    pc.shell.wait_for_window("details")
    pc.shell.submit("details", "save")
    pc.shell.wait_for_window("preview")
    pc.shell.post("window.closed", window="preview")
    pc.outlook_changed(new)
    pc.stop()
    pc.start()
    pc.shell.wait_for_window("preview")
    assert pc.subjects_in_crm() == set()
    pc.shell.submit("preview", "go")
    pc.shell.wait_for_words("In step")
    assert pc.subjects_in_crm() == {"Visit"}


def test_step_two_closed_without_saving_lets_the_first_run_begin(pc):
    pc.pair()
    pc.shell.wait_for_window("details")
    pc.shell.wait_for_words("Waits for your approval")
    pc.shell.post("window.closed", window="details")
    pc.shell.wait_for_words("In step")


def test_a_later_log_in_asks_nothing(pc):
    pc.pair_and_go()
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.shell.click("CrmLogIn")
    pc.shell.wait_for_window("login")
    pc.shell.submit("login", "login", password=PASSWORD)
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    assert "preview" not in pc.shell.windows


# ---- pause and Work Offline


def test_a_pause_lets_nothing_run_and_loses_nothing(pc):
    pc.pair_and_go()
    pc.shell.click("CrmPauseEndless")
    pc.shell.wait_for_words("Paused")
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.outlook_changed(new)
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("Paused")
    assert pc.subjects_in_crm() == set()
    assert pc.shell.control("CrmResume")["visible"]
    pc.shell.click("CrmResume")
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")


def test_a_pause_of_an_hour_says_until_when(pc):
    pc.pair_and_go()
    pc.shell.click("CrmPauseHour")
    wait_for(lambda: pc.shell.words.startswith("Paused until "), "the pause")
    assert pc.shell.control("CrmMenu")["image"] == "crm-paused"


def test_the_users_own_click_ends_a_pause(pc):
    pc.pair_and_go()
    pc.shell.click("CrmPauseEndless")
    pc.shell.wait_for_words("Paused")
    pc.shell.click("CrmSynchronise")
    pc.shell.wait_for_words("In step")


def test_work_offline_is_respected_and_what_changed_is_sent_afterwards(pc):
    pc.pair_and_go()
    pc.gateway.offline = True
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.outlook_changed(new)
    pc.shell.wait_for_words("Outlook works offline")
    assert pc.subjects_in_crm() == set()
    pc.gateway.offline = False
    pc.shell.click("CrmSynchronise")
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")


# ---- test connection


@pytest.mark.parametrize(
    ("trouble", "field"),
    [
        (WrongAddress("{address} is no address.", address="x"), "address"),
        (NotACrm("Something else answered."), "address"),
        (Unreachable("The CRM does not answer."), "address"),
        (WrongKey("The API key is not of type Outlook."), "api_key"),
    ],
)
def test_a_tested_connection_tells_beside_the_field_what_is_wrong(pc, trouble, field):
    pc.crm.trouble = trouble
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "test", **LOGIN)
    assert pc.shell.wait_for_patch("pairing")["errors"] == {field: trouble.text}


def test_a_tested_connection_that_works_says_who_it_is_and_makes_no_pairing(pc):
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "test", **LOGIN)
    assert "Anna Aalto" in pc.shell.wait_for_patch("pairing")["message"]
    assert pc.shell.words == "Not set up yet"
    assert "details" not in pc.shell.windows


# ---- the report


def test_what_both_changed_waits_and_the_user_decides(pc):
    both_change(pc, "Visit")
    assert pc.shell.words.startswith("Needs attention")
    pc.shell.click("CrmAttention")
    shown = fields(pc.shell.wait_for_window("report"))
    assert shown["shown"]["value"] == "waiting"
    deeds = [each["value"] for each in choose(pc, 0)["choices"]["deed"]]
    assert "crm" in deeds
    pc.shell.submit("report", "do", items=0, deed="crm")
    wait_for(lambda: "Visit in the CRM" in pc.gateway.subjects(), "the CRM's subject")
    pc.shell.wait_for_words("In step")


def test_a_value_that_was_given_up_can_be_restored(pc):
    both_change(pc, "Visit")
    open_report(pc)
    pc.shell.submit("report", "do", items=0, deed="outlook")
    wait_for(lambda: pc.subjects_in_crm() == {"Visit in Outlook"}, "Outlook's subject")
    rows = wait_for(
        lambda: [
            each
            for each in open_report(pc)["items"]["value"]
            if each[3] == "Outlook's change stays"
        ],
        "the conflict in the report",
    )
    number = open_report(pc)["items"]["value"].index(rows[0])
    assert choose(pc, number)["choices"]["deed"][0]["value"] == "restore"
    pc.shell.submit("report", "do", items=number, deed="restore")
    wait_for(lambda: "Visit in the CRM" in pc.gateway.subjects(), "the old value")


def test_what_a_run_did_can_be_looked_at_in_the_crm(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    assert "page" in [each["value"] for each in choose(pc, 0)["choices"]["deed"]]
    pc.shell.submit("report", "do", items=0, deed="page")
    wait_for(lambda: pc.shell.pages, "the page")
    assert pc.shell.pages[-1].startswith("https://crm.example.fi/activities/")


def test_what_a_run_did_can_be_taken_back(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    deeds = [each["value"] for each in choose(pc, 0)["choices"]["deed"]]
    assert "undo" in deeds
    pc.shell.submit("report", "do", items=0, deed="undo")
    wait_for(lambda: pc.subjects_in_crm() == set(), "the record taken away")
    synchronise(pc)
    assert pc.subjects_in_crm() == set()
    assert pc.gateway.subjects() == ["Visit"]


def test_why_something_cannot_be_taken_back_is_told_in_the_window(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    (record,) = pc.crm.calendar.living
    pc.crm.calendar.user_changes(record, {FieldName.LOCATION: "Room 1"})
    pc.shell.patches.clear()
    pc.shell.submit("report", "do", items=0, deed="undo")
    assert "changed since" in pc.shell.wait_for_patch("report")["message"]
    assert pc.subjects_in_crm() == {"Visit"}


def test_an_item_of_the_report_opens_in_outlook(pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    assert open_report(pc)["items"]["value"][0][0] == "Visit"
    pc.shell.submit("report", "do", items=0, deed="open")
    wait_for(lambda: pc.gateway.shown == [new], "the appointment's window")


def test_an_item_that_is_gone_is_told_in_the_window(pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    pc.shell.patches.clear()
    pc.gateway.destroy(new)
    pc.shell.submit("report", "do", items=0, deed="open")
    assert pc.shell.wait_for_patch("report")["message"]


def delete_six(pc):
    """Six appointments that are in the CRM, deleted in Outlook; where they lie now."""
    made = [pc.gateway.make(Subject=f"Visit {n}", **tomorrow(8 + n), **MEETING) for n in range(6)]
    pc.pair_and_go()
    wait_for(lambda: len(pc.subjects_in_crm()) == 6, "the appointments in the CRM")
    binned = [pc.gateway.delete(each) for each in made]
    synchronise(pc)
    wait_for(lambda: "6" in pc.shell.words, f"all held ({pc.shell.words})")
    assert len(pc.subjects_in_crm()) == 6
    return binned


def test_many_deletions_wait_until_the_user_allows_each(pc):
    delete_six(pc)
    shown = open_report(pc)
    assert choose(pc, 0)["choices"]["deed"][0]["value"] == "approve"
    pc.shell.submit("report", "do", items=0, deed="approve")
    wait_for(lambda: len(pc.subjects_in_crm()) == 5, "one deleted")
    assert shown["items"]["value"][0][0] not in pc.subjects_in_crm()


def test_many_deletions_are_allowed_at_once(pc):
    delete_six(pc)
    open_report(pc)
    assert "approve all" in [each["value"] for each in choose(pc, 0)["choices"]["deed"]]
    pc.shell.submit("report", "do", items=0, deed="approve all")
    wait_for(lambda: not pc.subjects_in_crm(), "all deleted")
    pc.shell.wait_for_words("In step")


def test_many_deletions_that_are_taken_back_in_outlook_leave_everything(pc):
    for each in delete_six(pc):
        pc.gateway.move(each, CALENDAR)
    synchronise(pc)
    pc.shell.wait_for_words("In step")
    assert len(pc.subjects_in_crm()) == len(pc.gateway.subjects()) == 6


def test_a_long_run_tells_the_ribbon_each_percent_once(pc):
    for number in range(150):
        pc.gateway.make(Subject=f"Visit {number}", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: len(pc.subjects_in_crm()) == 150, "the appointments in the CRM")
    wait_for(lambda: pc.shell.words == "In step", "the end")
    told = [each for each in pc.shell.said_since(0) if "%" in each]
    assert len(told) > 20
    assert all(one != next_ for one, next_ in pairwise(told))


def test_a_run_of_one_item_keeps_what_waits(pc):
    both_change(pc, "Visit")
    other = pc.gateway.make(Subject="Lunch", **tomorrow(12), **MEETING)
    before = len(pc.shell.ribbons)
    pc.items_click(control="CrmItemsSynchronise", ids=[other])
    wait_for(lambda: "Lunch" in pc.subjects_in_crm(), "the lunch in the CRM")
    wait_for(lambda: "Synchronising" in pc.shell.said_since(before), "the run")
    wait_for(lambda: pc.shell.words.startswith("Needs attention"), "what waits still")


def test_the_report_is_written_to_files_without_secrets(pc, tmp_path):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    pc.shell.patches.clear()
    table, whole = tmp_path / "what I want.csv", tmp_path / "for support.JSON"
    pc.shell.submit("report", "export", file=table)
    assert str(table) in pc.shell.wait_for_patch("report")["message"]
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][:4] == ["Visit", "Appointment", "Done", "Create in the CRM"]
    pc.shell.submit("report", "export", file=whole)
    assert str(whole) in pc.shell.wait_for_patch("report")["message"]
    assert json.loads(whole.read_text(encoding="utf-8"))["entries"]
    assert PASSWORD not in whole.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_says_why(pc, tmp_path):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    open_report(pc)
    pc.shell.patches.clear()
    pc.shell.submit("report", "export", file=tmp_path / "no such folder" / "report.csv")
    assert "cannot be written" in pc.shell.wait_for_patch("report")["message"]


def test_earlier_runs_can_be_looked_at(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **MEETING)
    pc.pair_and_go()
    pc.gateway.make(Subject="Lunch", **tomorrow(12), **MEETING)
    synchronise(pc)
    shown = open_report(pc)
    assert [row[0] for row in shown["items"]["value"]] == ["Lunch"]
    assert len(shown["run"]["choices"]) >= 2
    values = {name: field["value"] for name, field in shown.items()}
    pc.shell.patches.clear()
    pc.shell.post("window.change", window="report", field="run", values=values | {"run": "1"})
    assert [row[0] for row in pc.shell.wait_for_patch("report")["values"]["items"]] == ["Visit"]


# ---- progress


def many_in_crm(pc, count):
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=30)
    for number in range(count):
        when = Timed(start + timedelta(hours=number), start + timedelta(hours=number + 1))
        pc.crm.calendar.user_creates(
            {
                FieldName.SUBJECT: f"Call {number}",
                FieldName.WHEN: when,
                FieldName.TYPE: "Call",
            }
        )


def test_a_long_run_shows_how_far_it_is_and_stops_at_the_users_word(pc):
    pc.pair_and_go()
    many_in_crm(pc, 400)
    pc.gateway.seconds_a_write = 0.05
    pc.shell.click("CrmSynchronise")
    shown = fields(pc.shell.wait_for_window("progress"))
    assert shown["count"]["value"].endswith("of 400")
    patch = pc.shell.wait_for_patch("progress")
    assert patch["values"]["item"].startswith("Call ")
    pc.shell.submit("progress", "stop")
    pc.shell.wait_for_words("Paused")
    pc.gateway.seconds_a_write = 0
    wait_for(lambda: "progress" not in pc.shell.windows, "the window closed")
    done = len(pc.gateway.subjects())
    assert 0 < done < 400
    pc.shell.click("CrmResume")
    wait_for(lambda: len(pc.gateway.subjects()) == 400, "the rest", 30)


def test_a_short_run_shows_no_window(pc):
    pc.pair_and_go()
    many_in_crm(pc, 5)
    synchronise(pc)
    assert "progress" not in pc.shell.windows


# ---- what went wrong


def test_what_went_wrong_can_be_read_and_copied(pc):
    pc.pair_and_go(remember=True)
    pc.stop()
    pc.crm.trouble = Unreachable("The CRM does not answer.")
    pc.start()
    pc.shell.wait_for_words("CRM out of reach")
    assert pc.shell.control("CrmReason")["visible"]
    pc.shell.click("CrmReason")
    window = pc.shell.wait_for_window("message")
    told = fields(window)
    assert told["happened"]["value"] == "The CRM does not answer."
    assert told["advice"]["value"]
    assert "The CRM does not answer." in window["copy"]
    assert "addin 0." in window["copy"]
