"""The lease while Outlook runs: kept in time, and missed before anything is written without it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.conformance.state_suite import NOW

from outlook_crm.errors import Busy, Users
from outlook_crm.heartbeat import Heartbeat
from outlook_crm.state.database import Database
from outlook_crm.state.lease import EXPIRES, Lease
from outlook_crm.state.sqlite import SqliteState

ANOTHER = 4_000_000  # no process has this number, and nobody asks


class Desk:
    """Two processes' views of one state file, and the clock of both."""

    def __init__(self, path):
        self.now = NOW
        self.state, self.theirs = SqliteState(path), SqliteState(path)
        self.heart = Heartbeat(self.state, lambda: self.now, lives=lambda _: True)
        self.another = Lease(self.theirs.database, ANOTHER, lives=lambda _: True)

    def another_takes(self):
        with self.theirs.atomic():
            return self.another.take(self.now)

    def write(self):
        with self.state.atomic():
            self.state.put_value("p", "name", "ours")

    def close(self):
        self.state.close()
        self.theirs.close()


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "state.db")
    assert desk.heart.beat()
    yield desk
    desk.close()


@pytest.mark.parametrize("write", [Desk.write, lambda desk: desk.heart.in_time()])
def test_whatever_is_done_often_enough_keeps_it(desk, write):
    for _ in range(10):
        desk.now += timedelta(seconds=30)
        write(desk)
        assert not desk.another_takes()


def test_a_process_that_slept_alone_has_it_still(desk):
    desk.now += timedelta(hours=9)
    desk.write()
    assert desk.heart.in_time()
    assert not desk.another_takes()


class TestAProcessThatSleptTooLong:
    @pytest.fixture(autouse=True)
    def taken(self, desk):
        desk.now += EXPIRES
        assert desk.another_takes()

    def test_writes_nothing_any_more(self, desk):
        with pytest.raises(Users, match="Another Outlook"):
            desk.write()
        assert desk.theirs.value("p", "name") == ""

    def test_is_told_at_its_next_look(self, desk):
        assert not desk.heart.in_time()

    def test_is_told_at_once_after_a_write_that_was_refused(self, desk):
        with pytest.raises(Users):
            desk.write()
        assert not desk.heart.in_time()

    def test_does_not_have_it_back_because_the_other_one_ended(self, desk):
        with desk.theirs.atomic():
            desk.another.release()
        with pytest.raises(Users):
            desk.write()
        assert desk.heart.beat()
        desk.write()


def test_who_never_had_it_writes_nothing(desk):
    desk.now += EXPIRES
    assert desk.another_takes()
    kept_out = Heartbeat(desk.state, lambda: desk.now, lives=lambda _: True)
    assert not kept_out.beat()
    with pytest.raises(Users, match="Another Outlook"):
        desk.write()


def test_a_disk_that_takes_no_heartbeat_is_met_by_the_next_write(desk, monkeypatch):
    tried = []

    @contextmanager
    def full(_):
        tried.append(desk.now)
        raise Busy("The state file is in use by another program.")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Database, "atomic", full)
        for _ in range(10):
            desk.now += timedelta(seconds=5)
            assert desk.heart.in_time()
        with pytest.raises(Busy):
            desk.write()
    assert len(tried) == 3
    desk.write()


def test_a_clock_that_was_set_back_does_not_give_it_away(desk):
    desk.now -= timedelta(hours=3)
    assert desk.heart.in_time()
    assert not desk.another_takes()
