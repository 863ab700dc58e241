"""What is done beside the calendar: made once, ended from outside, and never in its way."""

from datetime import UTC, datetime

import pytest

from outlook_crm.beside import WhenNeeded, with_what
from outlook_crm.errors import Cancelled, Unreachable
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Report

NOW = datetime(2026, 3, 2, tzinfo=UTC)
RUN = Report(NOW, NOW, Reason.POLL, {}, ())


class Engine:
    cancelled = False

    def cancel(self):
        self.cancelled = True


def test_it_is_made_once_and_anew_when_told():
    needed = WhenNeeded(Engine)
    first = needed.get()
    assert needed.get() is first
    needed.renew()
    assert needed.get() is not first
    assert not first.cancelled


def test_what_is_made_after_the_end_is_ended_too():
    needed = WhenNeeded(Engine)
    needed.cancel()
    assert needed.get().cancelled


def test_what_is_there_ends_and_the_next_one_goes_on():
    needed = WhenNeeded(Engine)
    first = needed.get()
    needed.renew(end=True)
    assert first.cancelled
    assert not needed.get().cancelled


def fails_with(failure):
    def work():
        raise failure

    return work


def test_a_failure_is_told_in_the_report_and_noted():
    noted = []
    work = fails_with(Unreachable("No answer."))
    told = with_what(RUN, work, noted="x: %s", failed="Not now.", rest=lambda: noted.append(1))
    assert told.skipped == {"Not now.": 1}
    assert noted == [1]


def test_with_nothing_done_the_report_is_the_calendars():
    assert with_what(RUN, lambda: None, noted="x: %s", failed="Not now.") is RUN


def test_an_end_by_the_user_goes_through():
    with pytest.raises(Cancelled):
        with_what(RUN, fails_with(Cancelled("Stopped.")), noted="x: %s", failed="Not now.")
