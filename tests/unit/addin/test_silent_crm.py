"""A CRM that does not answer keeps nobody waiting but its own pairing."""

import pytest
from tests.simulation.pc import tomorrow
from tests.simulation.two_accounts import FIRM_CALENDAR, PcOfTwo
from tests.simulator.client import wait_for

from outlook_crm.errors import Unreachable
from outlook_crm.sync import scheduler

MEETING = {"@type": "Meeting"}


@pytest.fixture
def both(tmp_path, monkeypatch):
    monkeypatch.setattr(scheduler, "_FIRST_RETRY", 0.05)
    pc = PcOfTwo(tmp_path)
    pc.start()
    pc.pair_both(remember=True)
    yield pc
    answers(pc.firm_crm)
    pc.stop()


def falls_silent(crm):
    """Whoever knocks or logs in now waits for an answer."""
    crm.silence.clear()
    crm.trouble = Unreachable("The CRM does not answer.")


def answers(crm):
    crm.trouble = None
    crm.silence.set()


def change(pc, subject, hour):
    new = pc.gateway.make(Subject=subject, **tomorrow(hour), **MEETING)
    pc.outlook_changed(new)
    wait_for(lambda: subject in pc.subjects_in_crm(), f"{subject} in the CRM")


def firm_makes(pc, subject):
    new = pc.gateway.make(FIRM_CALENDAR, Subject=subject, **tomorrow(), **MEETING)
    pc.shell.post("outlook.changed", store="FIRM", folder=FIRM_CALENDAR, ids=[new], lost=False)


def a_run_fails(pc):
    """The firm's CRM does not answer a run, nor the knock that follows."""
    falls_silent(pc.firm_crm)
    pc.firm_crm.calendar.faults.unreachable = 1
    firm_makes(pc, "Board")
    pc.shell.wait_for_words("CRM out of reach")
    wait_for(lambda: pc.firm_crm.knocks, "a knock")


class TestAtTheStart:
    @pytest.fixture(autouse=True)
    def started(self, both):
        both.stop()
        falls_silent(both.firm_crm)
        both.start()
        wait_for(lambda: both.firm_crm.log_ins == 2, "the firm's log-in")

    def test_the_other_calendar_is_kept_in_step_meanwhile(self, both):
        change(both, "Dentist", 9)
        change(both, "Lunch", 11)

    def test_it_is_logged_in_when_it_answers(self, both):
        answers(both.firm_crm)
        both.shell.wait_for_words("In step")

    def test_who_logs_out_meanwhile_is_not_logged_in_by_a_late_answer(self, both):
        both.shell.click("CrmLogOut")
        both.shell.wait_for_words("Logged out")
        answers(both.firm_crm)
        wait_for(lambda: both.firm_crm.sessions[-1].closed, "the late session closed")
        assert both.shell.words == "Logged out"

    def test_outlook_ends_all_the_same(self, both):
        both.stop()
        both.start()


class TestLater:
    def test_the_other_calendar_is_kept_in_step_meanwhile(self, both):
        a_run_fails(both)
        change(both, "Dentist", 9)
        change(both, "Lunch", 11)
        assert both.subjects_in_firm() == set()

    def test_what_was_changed_meanwhile_arrives_when_it_answers(self, both):
        a_run_fails(both)
        answers(both.firm_crm)
        both.wait_for_both(set(), {"Board"})
        both.shell.wait_for_words("In step")

    def test_a_knock_without_an_answer_is_tried_again(self, both):
        a_run_fails(both)
        both.firm_crm.silence.set()  # the knock fails, as the next do
        wait_for(lambda: both.firm_crm.knocks > 2, "more knocks")
        assert both.shell.words == "CRM out of reach"
        answers(both.firm_crm)
        both.wait_for_both(set(), {"Board"})
