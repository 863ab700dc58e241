"""The log's last lines: our sentences, and none of the data that filled them."""

import logging

import pytest

from outlook_crm.errors import Refused
from outlook_crm.support.log_tail import LogTail

OURS = logging.getLogger("outlook_crm.test_tail")


@pytest.fixture
def tail(caplog):
    caplog.set_level(logging.DEBUG, "outlook_crm")
    tail = LogTail(lines=3)
    yield tail
    tail.close()


def test_a_line_keeps_our_sentence_and_numbers_but_no_text(tail):
    OURS.warning("%s: %d of %s, %.1f s", "Visit Aino", 3, "anna@example.com", 1.25)
    assert tail.lines[0].endswith("WARNING outlook_crm.test_tail: ***: 3 of ***, 1.2 s")


def test_an_error_is_told_by_its_kind(tail):
    OURS.warning("it failed: %s", Refused("{reason}", reason="Aino is on holiday"))
    assert tail.lines[0].endswith("it failed: Refused")


def test_a_traceback_is_told_by_its_kind(tail):
    OURS.error("a job failed", exc_info=ValueError("Visit Aino"))
    assert tail.lines[0].endswith("a job failed (ValueError)")


def test_another_librarys_sentence_is_not_kept(tail):
    logging.getLogger("urllib3.pool").warning("GET https://crm.example.com/contacts/Aino")
    assert tail.lines[0].endswith("WARNING urllib3.pool: ***")


def test_a_text_in_the_place_of_a_number_is_hidden_all_the_same(tail):
    tail.emit(OURS.makeRecord(OURS.name, logging.INFO, "", 1, "%d items", ("Aino",), None))
    assert "Aino" not in tail.lines[0]
    assert tail.lines[0].endswith("%d items")


def test_only_the_last_lines_are_remembered(tail):
    for number in range(9):
        OURS.info("line %d", number)
    assert [line[-1] for line in tail.lines] == ["6", "7", "8"]
