"""The add-in from `started` to `stop`, as the shim sees it: commands in, windows and ribbon out."""

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_crm import KEY, PASSWORD
from tests.simulation.fake_gateway import ACCOUNT, CALENDAR, STORE
from tests.simulation.pc import LOGIN, SOON, Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm import addin, session
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed
from outlook_crm.errors import Unreachable
from outlook_crm.state.lease import Lease, process_lives
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.sync import scheduler
from outlook_crm.work import Work


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def test_a_new_user_is_told_that_nothing_is_set_up(pc):
    pc.shell.wait_for_words("Not set up yet")
    assert pc.shell.control("CrmPreferences")["enabled"]
    assert not pc.shell.control("CrmSynchronise")["enabled"]


def test_preferences_offer_the_default_calendar_first(pc):
    pc.shell.click("CrmPreferences")
    window = pc.shell.wait_for_window("pairing")
    fields = {each["name"]: each for section in window["sections"] for each in section["fields"]}
    assert fields["account"]["value"] == ACCOUNT
    assert fields["calendar"]["value"] == f"{STORE}/{CALENDAR}"


def test_saving_the_pairing_logs_in_synchronises_and_goes_on_to_step_two(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")


def test_a_wrong_password_is_told_beside_its_field_and_changes_nothing(pc):
    pc.pair(password="wrong")
    patch = pc.shell.wait_for_patch("pairing")
    assert set(patch["errors"]) == {"password"}
    assert pc.crm.log_ins == 1
    pc.shell.submit("pairing", "save", **LOGIN)
    pc.shell.wait_for_window("details")


def test_what_is_missing_is_told_before_anybody_is_asked(pc):
    pc.pair(password="", address="")
    assert set(pc.shell.wait_for_patch("pairing")["errors"]) == {"password", "address"}
    assert pc.crm.log_ins == 0


def test_a_change_in_outlook_arrives_by_itself(pc):
    pc.pair_and_go()
    new = pc.gateway.make(Subject="Lunch", **tomorrow(11), **{"@type": "Meeting"})
    pc.outlook_changed(new)
    wait_for(lambda: "Lunch" in pc.subjects_in_crm(), "the lunch in the CRM")


def test_synchronise_now_brings_what_the_crm_has(pc):
    pc.pair_and_go()
    start = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=30)
    pc.crm.calendar.user_creates(
        {
            FieldName.SUBJECT: "Call Bo",
            FieldName.WHEN: Timed(start, start + timedelta(hours=1)),
            FieldName.TYPE: "Call",
        }
    )
    pc.shell.click("CrmSynchronise")
    wait_for(lambda: "Call Bo" in pc.gateway.subjects(), "the call in Outlook")


def test_a_task_of_the_crm_is_offered_as_no_type_and_becomes_no_appointment(pc):
    pc.pair()
    pages = pc.shell.wait_for_window("details")["pages"]
    fields = [field for page in pages for each in page["sections"] for field in each["fields"]]
    offered = {row["value"] for field in fields for row in field["choices"]}
    assert "Call" in offered
    assert "Task" not in offered
    pc.shell.submit("details", "save")
    pc.let_first_run_go()
    start = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=30)
    for subject, kind in (("Write the offer", "Task"), ("Call Bo", "Call")):
        pc.crm.calendar.user_creates(
            {
                FieldName.SUBJECT: subject,
                FieldName.WHEN: Timed(start, start + timedelta(hours=1)),
                FieldName.TYPE: kind,
            }
        )
    pc.shell.click("CrmSynchronise")
    wait_for(lambda: "Call Bo" in pc.gateway.subjects(), "the call in Outlook")
    assert pc.gateway.subjects() == ["Call Bo"]


def test_a_stop_in_the_last_instant_of_a_run_stops_no_later_one(pc, monkeypatch):
    pc.pair_and_go()
    ended, known = threading.Event(), Work._after

    def stopped_at_its_end(work, ask, report):
        done = known(work, ask, report)
        work.stop_run()
        ended.set()
        return done

    with monkeypatch.context() as patched:
        patched.setattr(Work, "_after", stopped_at_its_end)
        pc.shell.click("CrmSynchronise")
        assert ended.wait(SOON)
    before = len(pc.shell.ribbons)
    pc.outlook_changed(pc.gateway.make(Subject="Lunch", **tomorrow(11), **{"@type": "Meeting"}))
    wait_for(lambda: "Lunch" in pc.subjects_in_crm(), "the lunch in the CRM")
    assert "Paused" not in pc.shell.said_since(before)


def test_a_remembered_login_is_used_at_the_next_start(pc):
    pc.pair_and_go(remember=True)
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("In step")


def test_a_login_not_remembered_is_asked_for(pc):
    pc.pair_and_go(remember=False)
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("Logged out")
    pc.shell.click("CrmLogIn")
    pc.shell.wait_for_window("login")
    pc.shell.submit("login", "login", password=PASSWORD)
    pc.shell.wait_for_words("In step")
    wait_for(lambda: "login" not in pc.shell.windows, "the window closed")


def test_a_refused_stored_password_is_tried_once_and_never_again(pc):
    pc.pair_and_go(remember=True)
    pc.stop()
    pc.crm.trouble = addin_wrong_password()
    before = pc.crm.log_ins
    pc.start()
    pc.shell.wait_for_words("Logged out")
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("Logged out")
    assert pc.crm.log_ins == before + 1


def test_an_unreachable_crm_at_start_is_offline_not_logged_out(pc):
    pc.pair_and_go(remember=True)
    pc.stop()
    pc.crm.trouble = Unreachable("The CRM does not answer.")
    pc.start()
    pc.shell.wait_for_words("CRM out of reach")
    pc.crm.trouble = None
    pc.shell.click("CrmSynchronise")
    pc.shell.wait_for_words("In step")


def test_log_out_stops_the_sync_until_the_next_login(pc):
    pc.pair_and_go()
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    new = pc.gateway.make(Subject="Secret", **tomorrow(), **{"@type": "Meeting"})
    pc.outlook_changed(new)
    assert "Secret" not in pc.subjects_in_crm()
    assert not pc.shell.control("CrmLogOut")["visible"]


def test_removing_the_pairing_keeps_every_item_and_pairing_again_doubles_none(pc):
    pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    pc.set()
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")
    pc.shell.wait_for_words("Not set up yet")
    assert pc.gateway.subjects() == ["Visit"]
    pc.pair_and_go()
    pc.shell.click("CrmSynchronise")
    pc.shell.wait_for_words("In step")
    assert len(pc.crm.calendar.living) == 1
    assert pc.gateway.subjects() == ["Visit"]


def test_a_second_pc_knows_what_the_first_one_marked(tmp_path):
    first, second = (Pc(tmp_path / name) for name in ("first", "second"))
    second.gateway, second.crm = first.gateway, first.crm
    for pc in (second, first):
        pc.start()
        pc.pair_and_go()
        pc.stop()
    first.start()
    first.shell.wait_for_words("In step")
    first.crm.calendar.user_creates(
        {
            FieldName.SUBJECT: "Call",
            FieldName.WHEN: Timed(*(now := datetime.now(UTC), now + timedelta(hours=1))),
            FieldName.TYPE: "Call",
        }
    )
    first.shell.click("CrmSynchronise")
    wait_for(lambda: first.gateway.subjects() == ["Call"], "the appointment")
    first.stop()
    second.start()
    second.shell.wait_for_words("In step")
    second.stop()
    assert first.gateway.subjects() == ["Call"]
    assert len(first.crm.calendar.living) == 1


def test_after_sleep_it_waits_for_the_network_and_looks_at_everything(pc, monkeypatch, caplog):
    class Clock(datetime):
        slept = timedelta()

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + cls.slept

    monkeypatch.setattr(addin, "datetime", Clock)
    monkeypatch.setattr(scheduler, "NETWORK_COMES", 0.3)
    caplog.set_level("INFO")
    pc.pair_and_go()
    start = datetime.now(UTC) + timedelta(days=1)
    when = Timed(start, start + timedelta(hours=1))
    pc.crm.calendar.user_creates({FieldName.SUBJECT: "While asleep", FieldName.WHEN: when})

    def noticed():
        Clock.slept += timedelta(hours=1)
        pc.outlook_changed("touched")  # the first thing that happens after waking
        return "the PC slept" in caplog.text

    wait_for(noticed, "the sleep noticed")
    wait_for(lambda: "While asleep" in pc.gateway.subjects(), "the CRM's news")


def test_the_firms_own_names_of_fields_reach_the_log_in(pc, tmp_path):
    pc.pair_and_go()
    assert pc.crm.field_map == {}
    settings = next(tmp_path.rglob("settings.yaml"))
    settings.write_text("field_map: {location: cf_place}\n", encoding="utf-8")
    pc.stop()
    pc.start()
    pc.pair()
    assert wait_for(lambda: pc.crm.field_map, "a log-in with the map", 5) == {
        "location": "cf_place"
    }


def test_a_changed_language_is_spoken_at_once(pc):
    pc.pair_and_go()
    pc.set(language="sv")
    wait_for(lambda: pc.shell.control("CrmPreferences")["label"] != "Preferences...", "Swedish")


def test_stop_is_quick_and_nothing_secret_is_written_down(pc, tmp_path):
    pc.pair_and_go(remember=True)
    pc.stop()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert PASSWORD.encode() not in data, file
            assert KEY.encode() not in data, file


def test_the_status_file_tells_an_administrator_how_it_goes(pc, tmp_path):
    pc.pair_and_go()
    status = json.loads((tmp_path / "local" / "status.json").read_text(encoding="utf-8"))
    assert status["state"] in {"in step", "syncing"}
    assert status["versions"]["outlook"] == "16.0.0.17328"


def addin_wrong_password():
    from outlook_crm.errors import WrongPassword  # noqa: PLC0415

    return WrongPassword("The CRM did not accept the user name and password.")


def test_an_outlook_that_was_kept_out_goes_on_when_the_other_one_ends(pc, tmp_path):
    pc.pair_and_go()
    pc.stop()
    status = tmp_path / "local" / "status.json"
    others = status.read_bytes()
    with another_holds_the_lease(tmp_path / "local" / "state.sqlite3"):
        pc.start()
        pc.shell.wait_for_words("Stopped")
        assert status.read_bytes() == others
    wait_for(lambda: pc.shell.words == "In step", "the lease")


def test_an_outlook_that_was_kept_out_pairs_nothing(pc, tmp_path):
    pc.shell.wait_for_words("Not set up yet")
    pc.stop()
    with another_holds_the_lease(tmp_path / "local" / "state.sqlite3"):
        pc.start()
        pc.shell.wait_for_words("Stopped")
        pc.pair()
        assert "Another Outlook" in pc.shell.wait_for_patch("pairing")["message"]
        pc.stop()
    pc.start()
    pc.shell.wait_for_words("Not set up yet")


def test_an_outlook_that_slept_until_another_began_writes_nothing_more(pc, tmp_path, monkeypatch):
    monkeypatch.setattr(session, "_LOOK", 0.1)
    pc.pair_and_go()
    with another_holds_the_lease(tmp_path / "local" / "state.sqlite3", lives=lambda _: False):
        pc.outlook_changed(pc.gateway.make(Subject="Lunch", **tomorrow(), **{"@type": "Meeting"}))
        pc.shell.wait_for_words("Stopped")
        assert pc.subjects_in_crm() == set()
    wait_for(lambda: pc.subjects_in_crm() == {"Lunch"}, "the lease")


@contextmanager
def another_holds_the_lease(path, lives=process_lives):
    """A process that lives, and gives the lease back at the end."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        state = SqliteState(path)
        lease = Lease(state.database, other.pid, lives)
        with state.atomic():
            assert lease.take(datetime.now(UTC))
        yield
        other.kill()
        other.wait()
        state.close()
