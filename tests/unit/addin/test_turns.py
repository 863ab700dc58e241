"""Whose turn it is: one thread works for all pairings, and none of them keeps it for itself."""

from datetime import UTC, datetime

import pytest
from tests.simulation.fake_gateway import FakeGateway
from tests.simulation.fake_shell import FakeShell

from outlook_crm.house import House
from outlook_crm.session import Session


class Busy:
    """A pairing that notes when it had its turn; ``due`` says whether it wants one."""

    is_logging_in = False

    def __init__(self, name, turns, *, due=True, rests=False):
        self.name, self.due, self.rests = name, due, rests
        self._turns = turns

    def wait(self, now):
        return 0.0 if self.due else 60.0

    def do_what_is_due(self, now):
        self._turns.append(self.name)
        return not self.rests


@pytest.fixture
def session(tmp_path):
    shell = FakeShell(tmp_path)
    house = House(shell, shell._facts())
    session = Session(
        house, FakeGateway(), None, lambda _: None, now=lambda: datetime.now(UTC), random=lambda: 0
    )
    session.begin()
    yield session
    session.end()
    house.close()


def test_those_that_always_want_something_take_turns(session):
    turns = []
    session.pairings = tuple(Busy(name, turns) for name in "abc")
    for _ in range(6):
        assert session.tick() == 0
    assert turns == list("abcabc")


def test_one_that_is_removed_in_between_leaves_the_others_theirs(session):
    turns = []
    _, b, c = session.pairings = tuple(Busy(name, turns) for name in "abc")
    session.tick()
    session.pairings = (b, c)
    session.tick()
    session.tick()
    assert turns == ["a", "b", "c"]


def test_one_that_must_rest_does_not_take_the_others_turn(session):
    turns = []
    session.pairings = (Busy("a", turns, rests=True), Busy("b", turns))
    session.tick()
    assert turns == ["a", "b"]


def test_while_nobody_wants_anything_the_command_is_looked_for(session):
    session.pairings = (Busy("a", [], due=False),)
    assert 0 < session.tick() <= 5
