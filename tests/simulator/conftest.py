"""A screen for all of the simulator's tests, and an Outlook without an add-in for each module."""

import pytest
from tests.simulator import build
from tests.simulator.client import Outlook, Screen

ZONE = "Europe/Berlin"


@pytest.fixture(scope="session")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="session")
def start(screen):
    """Starts Outlook in a folder: ``start(home, addin=None)``."""
    program = build.simulator()

    def run(home, addin=None, **options):
        return Outlook(
            home,
            screen.display,
            program,
            addin,
            **({"zone": ZONE, "progid": "SampleAddin.Connect"} | options),
        )

    return run


@pytest.fixture(scope="module")
def plain(start, tmp_path_factory):
    """One Outlook for a module's tests, which make their own appointments."""
    with start(tmp_path_factory.mktemp("outlook")) as outlook:
        yield outlook


USUAL = {
    "move_changes_id": True,
    "accept_remakes": True,
    "whole_minutes": True,
    "tables_cut": True,
    "short_term_ids": False,
    "lose_events": False,
    "double_events": False,
    "pump_messages": False,
    "late_modification": 0,
    "echo_events": 0,
    "busy": 0,
    "unreadable": [],
    "unreadable_properties": [],
    "call_rejected": 0,
}


@pytest.fixture
def outlook(plain):
    """That Outlook; its habits are the usual ones again after the test."""
    yield plain
    plain.set_habits(**USUAL)
