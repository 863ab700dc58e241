"""When runs are due: at once, by polling, after failures, for second passes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outlook_crm.sync.engine import Ask, Reason
from outlook_crm.sync.report import Report
from outlook_crm.sync.scheduler import (
    ACTIVE_FOR,
    FIRST_POLL,
    NETWORK_COMES,
    SLOWEST_POLL,
    Scheduler,
)
from outlook_crm.sync.slumber import Slumber

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
FULL = Ask(Reason.POLL)


class Desk:
    """A scheduler, and time that a test moves; every run ends well unless told otherwise."""

    def __init__(self, *, random=0.5, **more):
        self.random = random
        self.scheduler = Scheduler(random=lambda: self.random, **more)
        self.now = START

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    def due(self):
        return self.scheduler.due(self.now)

    def ran(self, ask, again=None, *, complete=True):
        again_at = None if again is None else self.now + timedelta(seconds=again)
        report = Report(self.now, self.now, ask.reason, complete=complete, again_at=again_at)
        self.scheduler.ran(ask, report, self.now)

    def left(self):
        return self.scheduler.wait(self.now)

    def start(self):
        self.scheduler.started(self.now)
        self.ran(self.due())


@pytest.fixture
def desk():
    return Desk()


class TestTheStart:
    def test_looks_at_everything_once(self, desk):
        desk.scheduler.started(desk.now)
        assert desk.due() == Ask(Reason.START)
        assert desk.due() is None

    def test_before_it_nothing_is_due(self, desk):
        assert desk.due() is None
        assert desk.left() == SLOWEST_POLL


class TestOutlookChanged:
    def test_the_changed_ones_are_due_at_once_and_together(self, desk):
        desk.start()
        desk.scheduler.outlook_changed({"1"}, lost=False, now=desk.now)
        desk.scheduler.outlook_changed({"2", "1"}, lost=False, now=desk.now)
        assert desk.left() == 0
        assert desk.due() == Ask(Reason.CHANGED, frozenset({"1", "2"}))
        assert desk.due() is None

    def test_events_that_were_lost_ask_for_a_full_pass(self, desk):
        desk.start()
        desk.scheduler.outlook_changed({"1"}, lost=True, now=desk.now)
        assert desk.due() == Ask(Reason.CHANGED)
        assert desk.due() is None

    def test_a_full_pass_takes_them_in(self, desk):
        desk.start()
        desk.scheduler.outlook_changed({"1"}, lost=False, now=desk.now)
        desk.scheduler.clicked(desk.now)
        assert desk.due() == Ask(Reason.USER)
        assert desk.due() is None


class TestPolling:
    def test_is_every_half_minute_while_the_user_is_active(self, desk):
        desk.start()
        assert desk.left() == FIRST_POLL
        desk.wait(FIRST_POLL)
        assert desk.due() == Ask(Reason.POLL)

    def test_slows_down_to_ten_minutes(self, desk):
        desk.start()
        desk.wait(ACTIVE_FOR.total_seconds())
        waits = []
        for _ in range(7):
            desk.wait(desk.left())
            desk.ran(desk.due())
            waits.append(desk.left())
        assert waits == [60, 120, 240, 480, SLOWEST_POLL, SLOWEST_POLL, SLOWEST_POLL]

    def test_is_quick_again_when_the_user_comes_back(self, desk):
        self.test_slows_down_to_ten_minutes(desk)
        desk.scheduler.user_active(desk.now)
        assert desk.left() == FIRST_POLL

    @pytest.mark.parametrize(("random", "wait"), [(0.0, 24), (0.999999, 36)])
    def test_never_marches_in_step_with_other_pcs(self, random, wait):
        desk = Desk(random=random)
        desk.start()
        assert desk.left() == pytest.approx(wait, abs=0.01)

    def test_keeps_to_the_administrators_floor(self):
        desk = Desk(floor=3600)
        desk.start()
        assert desk.left() == 3600
        desk.wait(3599)
        assert desk.due() is None
        desk.wait(1)
        assert desk.due() == Ask(Reason.POLL)

    def test_follows_new_settings(self, desk):
        desk.start()
        desk.scheduler.follow(auto=False, floor=FIRST_POLL)
        desk.wait(3600)
        assert desk.due() is None


class TestAgain:
    def test_a_second_pass_comes_when_the_first_asked_for_it(self, desk):
        desk.start()
        desk.wait(5)
        desk.ran(FULL, again=3)
        assert desk.left() == 3
        desk.wait(3)
        assert desk.due() == Ask(Reason.AGAIN)
        assert desk.due() is None

    def test_a_partial_run_does_not_take_it_back(self, desk):
        desk.start()
        desk.ran(FULL, again=3)
        desk.ran(Ask(Reason.CHANGED, frozenset({"1"})))
        desk.wait(3)
        assert desk.due() == Ask(Reason.AGAIN)

    def test_a_partial_run_may_want_it_earlier_but_not_later(self, desk):
        desk.start()
        some = Ask(Reason.CHANGED, frozenset({"1"}))
        desk.ran(FULL, again=10)
        desk.ran(some, again=2)
        desk.ran(some, again=20)
        assert desk.left() == 2


class TestFailures:
    def test_are_tried_again_later_each_time(self, desk):
        desk.start()
        waits = []
        for _ in range(8):
            desk.scheduler.failed(FULL, None, desk.now)
            waits.append(desk.left())
            desk.wait(desk.left())
            assert desk.due() == replace(FULL, wary=True)
        assert waits == [10, 20, 40, 80, 160, 320, 600, 600]
        desk.ran(FULL)
        desk.scheduler.failed(FULL, None, desk.now)
        assert desk.left() == 10

    def test_wait_as_long_as_the_server_asks(self, desk):
        desk.start()
        desk.scheduler.failed(FULL, 120.0, desk.now)
        assert desk.left() == 120

    def test_hold_back_changes_and_keep_them(self, desk):
        desk.start()
        some = Ask(Reason.CHANGED, frozenset({"1"}))
        desk.scheduler.failed(some, None, desk.now)
        desk.scheduler.outlook_changed({"2"}, lost=False, now=desk.now)
        assert desk.due() is None
        desk.wait(10)
        assert desk.due() == Ask(Reason.CHANGED, frozenset({"1", "2"}), wary=True)

    def test_a_click_is_tried_at_once(self, desk):
        desk.start()
        desk.scheduler.failed(FULL, 600.0, desk.now)
        desk.scheduler.clicked(desk.now)
        assert desk.due() == Ask(Reason.USER, wary=True)

    def test_make_runs_wary_until_one_saw_everything(self, desk):
        desk.start()
        desk.scheduler.failed(FULL, None, desk.now)
        for ended in (
            lambda: desk.ran(Ask(Reason.CHANGED, frozenset({"1"}))),
            lambda: desk.ran(FULL, complete=False),
        ):
            ended()
            desk.scheduler.clicked(desk.now)
            assert desk.due().wary
        desk.ran(FULL)
        desk.scheduler.clicked(desk.now)
        assert not desk.due().wary


class TestAfterSleep:
    def test_it_waits_for_the_network_and_then_looks_at_everything(self, desk):
        desk.start()
        desk.wait(8 * 3600)
        desk.scheduler.woke(desk.now)
        assert desk.left() == NETWORK_COMES
        desk.wait(NETWORK_COMES)
        assert desk.due() == Ask(Reason.POLL, wary=True)

    def test_what_changed_meanwhile_waits_too(self, desk):
        desk.start()
        desk.scheduler.woke(desk.now)
        desk.scheduler.outlook_changed({"1"}, lost=False, now=desk.now)
        assert desk.due() is None

    def test_a_click_does_not_wait(self, desk):
        desk.start()
        desk.scheduler.woke(desk.now)
        desk.scheduler.clicked(desk.now)
        assert desk.due() == Ask(Reason.USER, wary=True)

    def test_a_clock_that_was_set_back_stops_nothing(self, desk):
        desk.start()
        desk.wait(-86_400)
        desk.scheduler.woke(desk.now)
        desk.wait(NETWORK_COMES)
        desk.ran(desk.due())
        assert desk.left() <= FIRST_POLL

    def test_without_automatic_sync_nothing_comes_of_it(self):
        desk = Desk(auto=False)
        desk.scheduler.woke(desk.now)
        desk.wait(3600)
        assert desk.due() is None


class TestSlumber:
    @pytest.mark.parametrize(
        ("passed", "slept"),
        [(0, False), (20, False), (60, False), (66, True), (30_000, True), (-60, True)],
    )
    def test_is_told_by_how_late_somebody_is_called(self, passed, slept):
        slumber = Slumber()
        assert not slumber.was_long(START)
        slumber.begins(START, 20)
        assert slumber.was_long(START + timedelta(seconds=passed)) is slept


class TestWithoutAutomaticSync:
    @pytest.fixture
    def desk(self):
        return Desk(auto=False)

    def test_nothing_comes_by_itself(self, desk):
        desk.scheduler.started(desk.now)
        desk.scheduler.outlook_changed({"1"}, lost=True, now=desk.now)
        desk.wait(7200)
        assert desk.due() is None

    def test_a_click_runs_and_so_does_its_second_pass(self, desk):
        desk.scheduler.clicked(desk.now)
        ask = desk.due()
        assert ask == Ask(Reason.USER)
        desk.ran(ask, again=3)
        desk.wait(3)
        assert desk.due() == Ask(Reason.AGAIN)
        desk.ran(Ask(Reason.AGAIN))
        desk.wait(7200)
        assert desk.due() is None
