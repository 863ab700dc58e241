"""What a pairing shows, and whether it can be helped, when something of it goes wrong."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from tests.simulation.fake_crm import PASSWORD, FakeCrm, FakeSession
from tests.simulation.fake_gateway import FakeGateway
from tests.simulation.fake_shell import FakeShell
from tests.simulation.pc import LOGIN, Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm import session
from outlook_crm.errors import Busy, Unreachable, Users
from outlook_crm.house import House
from outlook_crm.runs import Runs
from outlook_crm.session import Session
from outlook_crm.signals import Board
from outlook_crm.state.database import Database
from outlook_crm.state.pairings import PairingRecord, Pairings
from outlook_crm.sync import scheduler
from outlook_crm.sync.ask import Progress
from outlook_crm.ui.ribbon_state import State

ANNA = PairingRecord("p", "anna", "store", "folder", "https://crm", "7", datetime.now(UTC))


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go(remember=False)
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("Logged out")
    yield pc
    pc.stop()


def log_in(pc, **values):
    pc.shell.click("CrmLogIn")
    pc.shell.wait_for_window("login")
    pc.shell.submit("login", "login", password=PASSWORD, **values)


def test_a_login_after_which_the_crm_falls_silent_can_be_tried_again(pc, monkeypatch):
    sessions = []

    def silent(session, name, language):
        sessions.append(session)
        raise Unreachable("The CRM does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(FakeSession, "pick_list", silent)
        log_in(pc)
        wait_for(lambda: "does not answer" in str(pc.shell.patches), "the reason in the window")
    assert pc.shell.words == "Logged out"
    assert pc.shell.control("CrmLogIn")["enabled"]
    assert all(each.closed for each in sessions)
    log_in(pc)
    pc.shell.wait_for_words("In step")


def test_stored_secrets_never_go_to_another_address(pc, monkeypatch):
    log_in(pc, remember=True)
    pc.shell.wait_for_words("In step")
    asked = []
    let_in = FakeCrm.log_in

    def noted(crm, address, *rest):
        asked.append(address)
        return let_in(crm, address, *rest)

    monkeypatch.setattr(FakeCrm, "log_in", noted)
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    nothing = {"api_key": "", "password": ""}
    pc.shell.submit("pairing", "test", **(LOGIN | nothing | {"address": "elsewhere.example"}))
    assert "not stored" in pc.shell.wait_for_patch("pairing")["message"]
    assert asked == []
    pc.shell.submit("pairing", "test", **(LOGIN | nothing))
    wait_for(lambda: asked, "a login where the pairing is")


@pytest.mark.parametrize("state", [State.OFFLINE, State.HALTED, State.IN_STEP])
def test_mails_that_come_in_meanwhile_do_not_hide_how_it_is(state):
    seen = SimpleNamespace(value=lambda *_: "seen", links=lambda _: ())
    board = Board(None, lambda: datetime.now(UTC), lambda _: None)
    runs = Runs(SimpleNamespace(state=seen, wake=lambda: None), ANNA, board)
    runs.begin(SimpleNamespace(mails=None))
    board.show(state, waiting=2)
    runs.with_mails(lambda _: board.progress(Progress(1, 2, "A mail")))
    assert (board.ribbon.state, board.ribbon.waiting) == (state, 2)


def test_a_state_file_that_is_busy_at_the_start_is_looked_into_again(tmp_path, monkeypatch):
    shell, shown = FakeShell(tmp_path), []
    house = House(shell, shell._facts())
    session = Session(
        house, FakeGateway(), None, shown.append, now=lambda: datetime.now(UTC), random=lambda: 0
    )

    def busy(_):
        raise Busy("Another program holds the file.")

    with monkeypatch.context() as patched:
        patched.setattr(Pairings, "all", busy)
        with pytest.raises(Busy):
            session.begin()
    session.tick()
    assert [each.state for each in shown] == [State.NOT_PAIRED]
    session.end()
    house.close()


def test_a_state_file_that_was_damaged_is_told_until_the_calendar_is_paired_again(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go()
    pc.outlook_changed(pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"}))
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the visit in the CRM")
    pc.stop()
    (tmp_path / "local" / "state.sqlite3").write_bytes(b"no database at all")
    for _ in range(2):  # a restart does not hide it
        pc.start()
        pc.shell.wait_for_words("Not set up yet")
        assert "damaged" in pc.shell.control("CrmMenu")["supertip"]
        pc.stop()
    pc.start()
    pc.pair_and_go()
    pc.stop()
    assert len(pc.crm.calendar.living) == len(pc.gateway.items) == 1
    pc.start()
    pc.shell.wait_for_words("In step")
    assert "damaged" not in pc.shell.control("CrmMenu")["supertip"]
    pc.stop()


def test_a_state_file_that_cannot_be_opened_for_a_while_is_opened_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "_LOOK", 0.05)
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go(remember=True)
    pc.stop()
    held = [Users("The disk is full."), Busy("A scanner holds the file.")] * 2
    known, told = House.open_state, set()

    def opened(house):
        status = json.loads((tmp_path / "local" / "status.json").read_bytes())
        told.add((status["state"], status["last_error"]))
        if held:
            raise held.pop()
        return known(house)

    monkeypatch.setattr(House, "open_state", opened)
    pc.start()
    pc.shell.wait_for_words("In step")
    assert "Stopped" in pc.shell.said_since(0)
    assert told > {("fault", "Busy"), ("fault", "Users")}
    pc.stop()


def test_a_disk_that_fills_up_stops_the_runs_until_there_is_room_again(tmp_path, monkeypatch):
    monkeypatch.setattr(scheduler, "_FIRST_RETRY", 0.05)
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go()
    known = Database._run

    def full(database, sql, values=()):
        if sql == "COMMIT":
            raise Users("The state file cannot be used: {reason}", reason="disk is full")
        return known(database, sql, values)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "_run", full)
        pc.outlook_changed(pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"}))
        pc.shell.wait_for_words("Stopped")
        assert "full" in pc.shell.control("CrmMenu")["supertip"]
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the visit in the CRM")
    pc.shell.wait_for_words("In step")
    assert len(pc.crm.calendar.living) == 1
    pc.stop()
