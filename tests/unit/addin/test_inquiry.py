"""What is asked beside the worker: its answer is somebody's, or it is given back."""

import threading

import pytest

from outlook_crm.errors import Unreachable
from outlook_crm.inquiry import Inquiry

PATIENCE = 60  # seconds


class Asked:
    """An inquiry that is answered at the test's word."""

    def __init__(self, answer):
        self._answer = answer
        self._may = threading.Event()
        self._over = threading.Event()
        self.unwanted = []
        self.inquiry = Inquiry(self._question, self._over.set, self.unwanted.append)

    def answered(self):
        self._may.set()
        assert self._over.wait(PATIENCE)

    def _question(self):
        assert self._may.wait(PATIENCE)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.fixture
def asked():
    return Asked("an answer")


def test_an_answer_is_had_when_it_is_over(asked):
    assert not asked.inquiry.is_over
    asked.answered()
    assert asked.inquiry.is_over
    assert asked.inquiry.outcome() == "an answer"
    asked.inquiry.drop()
    assert asked.unwanted == []


def test_a_failure_is_raised_where_its_outcome_is_asked_for():
    failing = Asked(Unreachable("The CRM does not answer."))
    failing.answered()
    with pytest.raises(Unreachable):
        failing.inquiry.outcome()


def test_what_nobody_waits_for_is_given_back_whenever_it_comes(asked):
    late = Asked("late")
    late.inquiry.drop()
    for each in (late, asked):
        each.answered()
    asked.inquiry.drop()
    assert late.unwanted == ["late"]
    assert asked.unwanted == ["an answer"]
