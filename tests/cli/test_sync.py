"""``outlook-crm sync`` beside the running add-in, which does the work and answers."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.pc import Pc, tomorrow
from tests.simulation.two_accounts import FIRM_CALENDAR, PcOfTwo
from tests.simulator.client import wait_for

from outlook_crm import session
from outlook_crm.cli.command_line import main
from outlook_crm.cli.console import Console
from outlook_crm.cli.places import Places
from outlook_crm.errors import Unreachable
from outlook_crm.settings.policy import NoPolicy
from outlook_crm.state.errands import LASTS, Deed
from outlook_crm.state.sqlite import SqliteState


class Command:
    """The command on the files of a PC, and what came of it."""

    def __init__(self, folder):
        self.at = Places(folder / "local", folder / "roaming")

    def __call__(self, *arguments):
        out, problems = io.StringIO(), io.StringIO()
        console = Console(self.at, NoPolicy(), None, lambda: datetime.now(UTC), out, problems)
        code = main(arguments, console)
        self.out, self.problems = out.getvalue(), problems.getvalue()
        return code


@pytest.fixture
def command(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(session, "_LOOK", 0.05)
    return Command(tmp_path)


@pytest.fixture
def pc(tmp_path, command):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


@pytest.fixture
def at_rest(pc, command):
    """Paired, and nothing is due: changes travel only when somebody asks."""
    pc.pair_and_go(remember=True)
    pc.set(auto_sync=False)
    pc.shell.wait_for_words("In step")
    assert command("sync") == 0
    return pc


def test_what_was_done_is_told_item_by_item(at_rest, command):
    at_rest.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    assert command("sync") == 0
    assert at_rest.subjects_in_crm() == {"Visit"}
    first, *items = command.out.splitlines()
    assert "1 create in crm" in first
    assert [line.split("  ")[0] for line in items] == ["Create in the CRM"]
    assert "Visit" in items[0]


def test_a_preview_tells_and_does_nothing(at_rest, command):
    at_rest.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    assert command("sync", "--preview", "--json") == 0
    (entry,) = json.loads(command.out)["entries"]
    assert entry[:3] == ["crm", "create", "Visit"]
    assert at_rest.subjects_in_crm() == set()


def test_no_answer_with_its_subjects_stays_in_the_state(at_rest, command):
    at_rest.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    assert command("sync", "--preview") == 0
    state = SqliteState(command.at.state)
    assert state.database.read("SELECT * FROM errands") == []
    state.close()


def test_without_outlook_it_says_that_it_needs_one(pc, command):
    pc.stop()
    later = datetime.now(UTC) + timedelta(hours=1)  # Outlook's process is this one: it lives on
    out = io.StringIO()
    console = Console(command.at, NoPolicy(), None, lambda: later, out, out)
    assert main(("sync",), console) == 4
    assert "running Outlook" in out.getvalue()
    pc.start()


def test_where_outlook_never_ran_nothing_is_made(command):
    assert command("sync") == 4
    assert not command.at.local.exists()


def test_nobody_logged_in_is_told_and_outlook_stays_known_as_running(pc, command):
    pc.pair_and_go(remember=False)
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    assert command("sync") == 1
    assert "Log in" in command.problems


def test_a_pause_is_the_users_word(at_rest, command):
    at_rest.shell.click("CrmPauseEndless")
    at_rest.shell.wait_for_words("Paused")
    assert command("sync") == 1
    assert "paused" in command.problems


def test_the_first_run_waits_for_the_user_whoever_asks(pc, command):
    pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.pair()
    pc.shell.wait_for_window("details")
    pc.shell.submit("details", "save")
    pc.shell.wait_for_window("preview")
    assert command("sync") == 1
    assert "waits for the user's approval" in command.problems
    assert pc.subjects_in_crm() == set()
    assert command("sync", "--preview") == 0
    assert "Visit" in command.out


def test_a_crm_out_of_reach_is_no_success(at_rest, command, monkeypatch):
    def nobody(*_):
        raise Unreachable("The CRM does not answer.")

    monkeypatch.setattr("tests.simulation.memory_side.MemorySide.observe", nobody)
    assert command("sync") == 1
    assert "did not succeed" in command.problems
    assert command("sync", "--preview") == 1
    assert "does not answer" in command.problems


def test_an_add_in_that_hangs_is_told_after_the_patience(at_rest, command, monkeypatch):
    monkeypatch.setattr("outlook_crm.errands.ErrandDesk.look", lambda *_: None)
    assert command("sync", "--wait", "0.3") == 1
    assert "did not answer" in command.problems


def test_what_was_asked_long_ago_is_not_done(at_rest, command):
    at_rest.stop()
    at_rest.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    state = SqliteState(command.at.state)
    with state.atomic():
        old = state.errands.ask(Deed.SYNC, datetime.now(UTC) - 2 * LASTS)
    at_rest.start()
    at_rest.shell.wait_for_words("In step")
    with state.atomic():
        new = state.errands.ask(Deed.PREVIEW, datetime.now(UTC))
    wait_for(lambda: state.errands.answer_to(new), "the answer to the new one")
    assert state.errands.answer_to(old) is None
    state.close()


class TestSeveralPairings:
    @pytest.fixture
    def pc(self, tmp_path, command):
        pc = PcOfTwo(tmp_path)
        pc.start()
        pc.pair_both(remember=True)
        pc.synchronise_on_clicks_alone()
        yield pc
        pc.stop()

    def test_all_of_them_are_synchronised_and_told(self, pc, command):
        pc.gateway.make(Subject="Dentist", **tomorrow(), **{"@type": "Meeting"})
        pc.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **{"@type": "Meeting"})
        assert command("sync") == 0
        assert {"Dentist", "Board"} <= set(command.out.split())
        pc.wait_for_both({"Dentist"}, {"Board"})

    def test_one_that_cannot_be_is_told_when_the_others_had_their_turn(self, pc, command):
        pc.stop()
        pc.firm_crm.trouble = Unreachable("The CRM does not answer.")
        pc.start()
        pc.shell.wait_for_words("CRM out of reach")
        pc.gateway.make(Subject="Dentist", **tomorrow(), **{"@type": "Meeting"})
        assert command("sync") == 1
        assert "Log in" in command.problems
        pc.wait_for_both({"Dentist"}, set())
