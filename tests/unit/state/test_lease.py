"""One engine at a time."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from tests.conformance.state_suite import NOW

from outlook_crm.errors import Defect
from outlook_crm.state.lease import EXPIRES, Lease, process_lives
from outlook_crm.state.sqlite import SqliteState

OURS, THEIRS = 100, 200


@pytest.fixture
def state(tmp_path):
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


@pytest.fixture
def take(state):
    def take(pid, now=NOW, *, alive=(OURS, THEIRS)):
        with state.atomic():
            return Lease(state.database, pid, alive.__contains__).take(now)

    return take


def test_one_process_has_it_and_the_other_does_not(take):
    assert take(OURS)
    assert not take(THEIRS)
    assert take(OURS)


def test_a_heartbeat_keeps_it(take):
    for minute in range(5):
        assert take(OURS, NOW + timedelta(minutes=minute))
    assert not take(THEIRS, NOW + timedelta(minutes=5))


def test_it_is_taken_over_from_a_process_that_is_gone(take):
    take(OURS)
    assert take(THEIRS, alive=(THEIRS,))


@pytest.mark.parametrize("later", [EXPIRES, -EXPIRES])
def test_it_is_taken_over_from_a_process_that_hangs_or_whose_clock_was_set_back(take, later):
    take(OURS)
    assert take(THEIRS, NOW + later)


def test_it_is_free_after_its_release_by_the_holder_alone(state, take):
    take(OURS)
    with state.atomic():
        Lease(state.database, THEIRS).release()
    assert not take(THEIRS)
    with state.atomic():
        Lease(state.database, OURS).release()
    assert take(THEIRS)


def test_it_is_taken_inside_a_transaction(state):
    with pytest.raises(Defect):
        Lease(state.database, OURS).take(NOW)


def test_a_process_lives_until_it_ends():
    assert process_lives(os.getpid())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert process_lives(child.pid)
        child.stdin.close()
        child.wait()
    assert not process_lives(child.pid)
