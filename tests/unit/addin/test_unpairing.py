"""A pairing that cannot be removed is still whole, and its window tells why."""

import pytest
from tests.simulation.pc import Pc

from outlook_crm.credentials.vault import Vault
from outlook_crm.errors import Busy, Users
from outlook_crm.session import Session
from outlook_crm.state.database import Database
from outlook_crm.state.sqlite import SqliteState


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go(remember=True)
    yield pc
    pc.stop()


def unpair(pc):
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")


def raising(trouble):
    def fail(*_, **__):
        raise trouble

    return fail


@pytest.mark.parametrize(
    ("place", "name", "trouble"),
    [
        (SqliteState, "purge", Busy("The state file is in use by another program.")),
        (Vault, "forget", Users("The disk is full.")),
    ],
)
def test_what_cannot_be_forgotten_is_there_with_its_login(pc, monkeypatch, place, name, trouble):
    with monkeypatch.context() as patched:
        patched.setattr(place, name, raising(trouble))
        unpair(pc)
        pc.shell.wait_for_window("unpair-forced")
        assert pc.shell.words == "Logged out"
        pc.shell.submit("unpair-forced", "force")
        assert trouble.text in pc.shell.wait_for_patch("unpair-forced")["message"]
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("In step")


def test_a_file_that_cannot_be_made_smaller_is_no_reason_to_keep_the_pairing(pc, monkeypatch):
    monkeypatch.setattr(Database, "compact", raising(Busy("The state file is in use.")))
    unpair(pc)
    pc.shell.wait_for_words("Not set up yet")
    assert "unpair-forced" not in pc.shell.windows


def test_a_bug_leaves_no_window_that_waits_for_ever(pc, monkeypatch):
    monkeypatch.setattr(Session, "unpair", raising(ZeroDivisionError()))
    unpair(pc)
    patch = pc.shell.wait_for_patch("unpair")
    assert patch["busy"] is False
    assert patch["message"]
