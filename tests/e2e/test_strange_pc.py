"""A PC on which something of the user's is broken: told in words, and nothing is lost by it."""

import json
import sqlite3

import pytest
from tests.simulation.fake_crm import KEY, PASSWORD
from tests.simulation.fake_shell import FakeShell
from tests.simulation.pc import Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm import relogin
from outlook_crm.errors import BadSettings
from outlook_crm.house import House
from outlook_crm.pacing import Backoff
from outlook_crm.settings.policy import Policy
from outlook_crm.state import database

PATIENCE = 20.0


@pytest.fixture
def pc(tmp_path):
    """Paired and in step: two meetings on both sides."""
    pc = Pc(tmp_path)
    pc.start()
    for hour in (9, 11):
        pc.gateway.make(Subject=f"At {hour}", **tomorrow(hour), **{"@type": "Meeting"})
    pc.pair_and_go(remember=True)
    yield pc
    pc.stop()


def told(pc, words):
    wait_for(lambda: words in str(pc.shell.ribbon), f"{words} in the ribbon", PATIENCE)


def restarted(pc, break_it):
    pc.stop()
    break_it(pc.folder / "local", pc.folder / "roaming")
    pc.start()


class TestAStateFile:
    def test_of_a_newer_version_is_left_alone_and_every_click_says_why(self, pc):
        def newer(local, _):
            with sqlite3.connect(local / "state.sqlite3") as connection:
                connection.execute("PRAGMA user_version = 99")
            connection.close()

        restarted(pc, newer)
        told(pc, "made by a newer version")
        for control in ("CrmSynchronise", "CrmPauseEndless", "CrmLogOut"):
            pc.shell.click(control)
        pc.pair()
        assert pc.shell.wait_for_patch("pairing")
        assert "newer version" in str(pc.shell.ribbon)
        assert "AttributeError" not in str(pc.shell.ribbons)
        assert len(pc.subjects_in_crm()) == 2

    def test_that_was_held_by_another_program_is_opened_at_the_next_click(self, pc):
        def held(local, _):
            (local / "state.sqlite3").rename(local / "kept")
            (local / "state.sqlite3").mkdir()

        restarted(pc, held)
        told(pc, "The state file cannot be used")
        local = pc.folder / "local"
        (local / "state.sqlite3").rmdir()
        (local / "kept").rename(local / "state.sqlite3")
        pc.shell.click("CrmSynchronise")
        pc.shell.wait_for_words("In step")


class TestAFullDisk:
    def test_is_told_and_doubles_nothing_once_there_is_room_again(self, pc, monkeypatch):
        configure, most = database._configure, [0]

        def limited(connection):
            configure(connection)
            connection.execute(f"PRAGMA max_page_count = {most[0]}")

        monkeypatch.setattr(database, "_configure", limited)
        restarted(pc, lambda *_: most.append(most.pop() + 40))
        pc.shell.wait_for_words("In step")
        for number in range(60):
            body = {"Subject": f"New {number}", "Body": "long " * 800}
            pc.gateway.make(**body, **tomorrow(8 + number % 10), **{"@type": "Meeting"})
        pc.shell.click("CrmSynchronise")
        told(pc, "disk is full")
        restarted(pc, lambda *_: most.append(most.pop() * 1000))
        pc.shell.click("CrmSynchronise")
        wait_for(lambda: len(pc.subjects_in_crm()) == 62, "all in the CRM", PATIENCE)
        pc.shell.wait_for_words("In step")
        assert len(pc.crm.calendar.living) == len(pc.gateway.subjects()) == 62


class TestBrokenSettings:
    def test_let_nothing_be_synchronised_that_they_may_forbid(self, pc):
        settings = pc.folder / "roaming" / "settings.yaml"
        good = "private_items: none\n"
        restarted(pc, lambda *_: settings.write_text(good))
        pc.shell.wait_for_words("In step")
        restarted(pc, lambda *_: settings.write_text(good + "log_level: ["))
        told(pc, "settings.yaml")
        secret = pc.gateway.make(
            Subject="Secret", Sensitivity=2, **tomorrow(15), **{"@type": "Meeting"}
        )
        pc.outlook_changed(secret)
        shown = len(pc.shell.ribbons)
        pc.shell.click("CrmSynchronise")
        wait_for(
            lambda: "Logging in" in str(pc.shell.ribbons[shown:]) and pc.shell.words == "Stopped",
            "a try that was stopped",
            PATIENCE,
        )
        assert len(pc.subjects_in_crm()) == 2
        settings.write_text(good)
        pc.shell.click("CrmSynchronise")
        pc.shell.wait_for_words("In step")
        assert len(pc.subjects_in_crm()) == 2

    def test_are_heeded_by_the_login_itself_once_somebody_mended_the_file(self, pc, monkeypatch):
        monkeypatch.setattr(relogin, "Backoff", lambda **_: Backoff(first=0.1, most=0.1))
        settings = pc.folder / "roaming" / "settings.yaml"
        before = pc.crm.log_ins
        restarted(pc, lambda *_: settings.write_text("field_map: {"))
        pc.shell.wait_for_words("Stopped")
        assert pc.crm.log_ins == before
        settings.write_text("field_map: {location: cf_place}\n")
        pc.shell.wait_for_words("In step")
        assert pc.crm.field_map == {"location": "cf_place"}


class TestABrokenPolicy:
    def test_lets_nothing_out_until_it_is_mended(self, tmp_path):
        policy = BrokenPolicy()
        shell = FakeShell(tmp_path)
        house = House(shell, json.loads(shell.NextCommand(0))["args"], policy)
        try:
            with pytest.raises(BadSettings):
                house.check_settings()
            policy.mended = True
            house.check_settings()
            policy.mended = False
            house.reload()
            house.check_settings()  # the last ones that could be read hold on
            assert house.complaint
        finally:
            house.close()


class BrokenPolicy:
    """A lock that cannot be understood."""

    mended = False

    def policy(self):
        if not self.mended:
            raise BadSettings("{key} must be true or false.", key="auto_sync")
        return Policy()


def asked_for(window):
    fields = [each for section in window["sections"] for each in section["fields"]]
    return {each["name"] for each in fields if not each["hidden"]}


class TestALostVault:
    @pytest.mark.parametrize("content", [b"", b"\0garbage", b'{"format": 1}'])
    def test_asks_for_the_key_and_the_password_and_goes_on(self, pc, content):
        restarted(pc, lambda local, _: (local / "vault.json").write_bytes(content))
        told(pc, "cannot be opened")
        pc.shell.click("CrmLogIn")
        pc.shell.wait_for_window("login")
        pc.shell.submit(
            "login", "login", user="anna", password=PASSWORD, api_key=KEY, remember=True
        )
        pc.shell.wait_for_words("In step")
        restarted(pc, lambda *_: None)
        pc.shell.wait_for_words("In step")

    def test_that_is_gone_asks_for_the_key_too(self, pc):
        restarted(pc, lambda local, _: (local / "vault.json").unlink())
        pc.shell.wait_for_words("Logged out")
        pc.shell.click("CrmLogIn")
        window = pc.shell.wait_for_window("login")
        assert "api_key" in asked_for(window)

    def test_is_no_reason_to_ask_for_a_key_that_is_known(self, pc):
        pc.shell.click("CrmLogOut")
        pc.shell.wait_for_words("Logged out")
        pc.shell.click("CrmLogIn")
        window = pc.shell.wait_for_window("login")
        assert "api_key" not in asked_for(window)


class TestACalendarThatIsGone:
    def test_is_told_as_outlooks_and_deletes_nothing(self, pc):
        pc.gateway.folder_gone = True
        pc.shell.click("CrmSynchronise")
        told(pc, "Outlook's folder is not there")
        assert "out of reach" not in pc.shell.words
        assert len(pc.subjects_in_crm()) == 2
        pc.gateway.folder_gone = False
        pc.shell.click("CrmSynchronise")
        pc.shell.wait_for_words("In step")
        assert len(pc.subjects_in_crm()) == len(pc.gateway.subjects()) == 2
