"""The example of docs/connectors.md: it passes the suite of every side, and is plugged in."""

from datetime import UTC, datetime

import pytest
from tests.conformance.cases import VALUES
from tests.conformance.side_suite import SideSuite
from tests.folder_crm.folder_crm import FolderCrm
from tests.folder_crm.plugged_in import in_the_crm, plug_in, user_calls
from tests.simulation.pc import Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.domain.side import Side
from outlook_crm.settings.policy import Policy
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import Fate, Outcome, Step, StepKind


class FolderWorld:
    """See tests/conformance/side_suite.py."""

    values = VALUES

    def __init__(self, folder):
        self._folder = folder
        for user in ("anna", "bengt"):
            (folder / user).mkdir()
        self._losing = False
        self._user = self.side()

    def side(self):
        crm, login = FolderCrm(), Credentials(Secret("-"), "anna", Secret("-"))
        side = crm.log_in(crm.address(str(self._folder)), login, Network()).side("anna")
        save, delete = side._save, side._delete
        side._save = lambda *arguments: self._told(save(*arguments))
        side._delete = lambda *arguments: self._told(delete(*arguments))
        return side

    def want(
        self,
        *,
        known=None,
        keys=None,
        only=None,
        start=datetime(2026, 2, 1, tzinfo=UTC),
        end=datetime(2026, 12, 1, tzinfo=UTC),
        cursor="",
    ):
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields):
        return self._does(StepKind.CREATE, "", fields).item.id

    def user_changes(self, item, fields):
        self._does(StepKind.UPDATE, item, fields)

    def user_deletes(self, item):
        self._does(StepKind.DELETE, item, {})

    def user_moves_away(self, item):
        file = self._folder / "anna" / f"{item}.json"
        file.rename(self._folder / "bengt" / file.name)

    def user_copies(self, item):
        file = self._folder / "anna" / f"{item}.json"
        file.with_stem(f"{item}-2").write_bytes(file.read_bytes())
        return f"{item}-2"

    def lose_next_answer(self):
        self._losing = True

    def pass_time(self):
        """Files are read anew each time."""

    def _does(self, kind, item, fields):
        return self._user.write(Step(kind, Side.CRM, item, "", "", fields))

    def _told(self, outcome):
        losing, self._losing = self._losing, False
        return Outcome(Fate.UNKNOWN) if losing else outcome


class TestFolderSide(SideSuite):
    @pytest.fixture
    def world(self, tmp_path):
        return FolderWorld(tmp_path)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder of connectors, as beside an installation, with ours in it."""
    monkeypatch.syspath_prepend(plug_in(tmp_path))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "crm" / "anna").mkdir(parents=True)
    return tmp_path / "crm"


@pytest.mark.parametrize("chosen", ["by the address", "by a setting"])
def test_it_is_plugged_in_and_keeps_both_calendars_in_step(tmp_path, installed, folder, chosen):
    pc = Pc(tmp_path / "pc")
    pc.connector = None  # those that are installed
    if chosen == "by a setting":
        settings = tmp_path / "pc" / "roaming" / "settings.yaml"
        settings.parent.mkdir(parents=True)
        settings.write_text("connector: folder\n")
    pc.start()
    try:
        pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
        prefix = "folder+" if chosen == "by the address" else ""
        pc.pair_and_go(address=f"{prefix}{folder}")
        wait_for(lambda: in_the_crm(folder) == {"Visit"}, "the visit in the folder")
        user_calls(folder)
        pc.shell.click("CrmSynchronise")
        wait_for(lambda: "Call" in pc.gateway.subjects(), "the call in Outlook")
    finally:
        pc.stop()
    state = SqliteState(tmp_path / "pc" / "local" / "state.sqlite3")
    assert [each.crm_address for each in state.pairings.all()] == [f"folder+{folder}"]
    state.close()


def test_what_it_has_not_may_be_switched_on_all_the_same(tmp_path, folder):
    settings = tmp_path / "pc" / "roaming" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "tasks: true\ncontacts_to_outlook: true\n"
        "mail: {received: known, sent: known, arrivals: true}\n"
    )
    pc = Pc(tmp_path / "pc")
    pc.connector = FolderCrm()
    pc.start()
    try:
        pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
        pc.pair_and_go(address=str(folder))
        wait_for(lambda: in_the_crm(folder) == {"Visit"}, "the visit in the folder")
        pc.shell.click("CrmSynchronise")
        pc.shell.wait_for_words("In step")
    finally:
        pc.stop()


class TestChosenInPreferences:
    """Which connector, where there are two; `test_chosen_by_clicks` does it in real windows."""

    @pytest.fixture
    def pc(self, tmp_path, installed):
        pc = Pc(tmp_path / "pc")
        pc.connector = None
        yield pc
        pc.stop()

    def begun(self, pc, settings="", **locked):
        file = pc.folder / "roaming" / "settings.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(settings)
        pc.start()
        return self.preferences(pc)

    def preferences(self, pc):
        pc.shell.click("CrmPreferences")
        window = pc.shell.wait_for_window("pairing")
        return {each["name"]: each for part in window["sections"] for each in part["fields"]}

    def test_the_chosen_one_is_logged_in_to_with_what_it_asks_for(self, pc, folder):
        shown = self.begun(pc)
        offered = [each["text"] for each in shown["connector"]["choices"]]
        assert offered == ["CRM-service", "Folder"]
        typed = {"connector": "folder", "api_key": "typed before", "address": str(folder)}
        pc.shell.post("window.change", window="pairing", field="connector", values=typed)
        patch = pc.shell.wait_for_patch("pairing")
        assert patch["values"]["api_key"] == ""
        assert patch["fields"]["password"]["hidden"]
        place = {name: shown[name]["value"] for name in ("account", "calendar")}
        values = {"connector": "folder", "address": str(folder), "user": "anna", **place}
        pc.shell.submit("pairing", "save", **values, remember=True)
        pc.shell.wait_for_window("details")
        again = self.again(pc)
        assert (again["connector"]["value"], again["address"]["value"]) == ("folder", str(folder))
        assert not again["connector"]["enabled"]

    def again(self, pc):
        """After a restart of Outlook, which needs nothing from the user."""
        pc.shell.submit("details", "save")
        pc.shell.wait_for_words("In step")
        pc.stop()
        pc.start()
        pc.shell.wait_for_words("In step")
        return self.preferences(pc)

    def test_the_setting_proposes_it_and_so_does_an_address_that_names_it(self, pc, folder):
        shown = self.begun(pc, f"crm_address: folder+{folder}\n")
        assert (shown["connector"]["value"], shown["address"]["value"]) == ("folder", str(folder))

    def test_what_the_administrator_locked_is_shown_and_stays(self, pc, folder, monkeypatch):
        class Locked:
            def policy(self):
                return Policy({"connector": "folder"})

        monkeypatch.setattr("outlook_crm.house.system_policy", Locked)
        kind = self.begun(pc)["connector"]
        assert (kind["value"], kind["enabled"]) == ("folder", False)
        assert kind["hint"] == "Set by your administrator."
        values = {"connector": "crmservice", "address": "crm.example.com", "user": "anna"}
        keys = {"api_key": "k", "password": "p", "account": "a", "calendar": "STORE/CALENDAR"}
        pc.shell.submit("pairing", "save", **values, **keys)  # as no window can
        told = pc.shell.wait_for_patch("pairing")["errors"]["address"]
        assert "The administrator chose the connector folder" in told

    def test_one_that_is_not_there_is_told_when_it_is_used(self, pc, folder):
        shown = self.begun(pc, "connector: gone\n")
        assert shown["connector"]["value"] == "gone"
        place = {name: shown[name]["value"] for name in ("account", "calendar")}
        typed = {"user": "anna", "address": "x", "api_key": "k", "password": "p", **place}
        pc.shell.submit("pairing", "save", connector="gone", **typed)
        told = pc.shell.wait_for_patch("pairing")["errors"]["address"]
        assert "There is no connector gone" in told

    def test_without_a_password_to_remember_the_user_alone_is_asked_for(self, pc, folder):
        shown = self.begun(pc)
        place = {name: shown[name]["value"] for name in ("account", "calendar")}
        values = {"connector": "folder", "address": str(folder), "user": "anna", **place}
        pc.shell.submit("pairing", "save", **values, remember=False)
        pc.shell.wait_for_window("details")
        pc.shell.submit("details", "save")
        pc.shell.wait_for_words("In step")
        pc.shell.click("CrmLogOut")
        pc.shell.wait_for_words("Logged out")
        pc.shell.click("CrmLogIn")
        window = pc.shell.wait_for_window("login")
        fields = {each["name"]: each for part in window["sections"] for each in part["fields"]}
        assert {name for name, each in fields.items() if each["hidden"]} == {"api_key", "password"}
        pc.shell.submit("login", "login", user="anna")
        pc.shell.wait_for_words("In step")
