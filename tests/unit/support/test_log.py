"""The log file: masked whatever is logged, rotating, never in the way."""

import errno
import json
import logging
import re
import sqlite3
import sys

import pytest

from outlook_crm import errors
from outlook_crm.support import log
from outlook_crm.support.log import LogFile
from outlook_crm.support.secret import Secret

PASSWORD = "hemligt-2026-ord"
LOGGER = logging.getLogger("outlook_crm.test")


@pytest.fixture
def held():
    return Secret(PASSWORD)


@pytest.fixture
def opened(tmp_path):
    file = LogFile(tmp_path / "logs")
    yield file
    file.close()


def text(file):
    return file.path.read_text(encoding="utf-8")


def handed(file, message, *values, error=None):
    """A record given to our handler alone: pytest's own refuses what cannot be formatted."""
    info = (type(error), error, error.__traceback__) if error else None
    record = LOGGER.makeRecord(LOGGER.name, logging.INFO, "", 1, message, values, info)
    file._handler.handle(record)
    return record


def caught(error):
    """The error with a traceback."""
    try:
        raise error
    except type(error) as raised:
        return raised


class TestALine:
    def test_tells_when_who_and_what_on_one_line(self, opened):
        LOGGER.info("synchronised %d items", 3)
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO MainThread outlook_crm.test:"
            r" synchronised 3 items\n",
            text(opened),
        )

    def test_cannot_be_forged_by_a_servers_text(self, opened):
        LOGGER.warning("answer: %s", "no\r\n2026-01-01T00:00:00 ERROR all is lost")
        assert len(text(opened).splitlines()) == 1

    def test_keeps_every_letter(self, opened):
        LOGGER.info("Möte på Åland ☕ and half a letter \ud83d")
        assert "Möte på Åland ☕" in text(opened)
        assert opened.lost == 0

    def test_that_cannot_be_made_is_counted_and_nothing_is_printed(self, opened, held, capsys):
        handed(opened, "%d items of %s", "three", PASSWORD)
        LOGGER.info("after it")
        assert opened.lost == 1
        assert "after it" in text(opened)
        assert capsys.readouterr() == ("", "")

    def test_is_written_with_both_streams_closed(self, opened, monkeypatch):
        """As inside Outlook, which has neither."""
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        handed(opened, "%d", "no number")
        LOGGER.info("after it")
        assert "after it" in text(opened)


class TestASecret:
    def test_in_a_message_or_its_values_is_crossed_out(self, opened, held):
        LOGGER.info(f"password {PASSWORD}")  # noqa: G004 - what nobody should do
        LOGGER.info("%s and %r", PASSWORD, {"p": PASSWORD})
        LOGGER.info("%s", held)
        assert PASSWORD not in text(opened)
        assert text(opened).count("***") == 4

    def test_in_an_exception_and_in_those_behind_it_is_crossed_out(self, opened, held):
        error = caught(RuntimeError(PASSWORD))
        error.__cause__ = caught(ValueError(f"with {PASSWORD}"))
        error.__cause__.__context__ = caught(KeyError(PASSWORD))
        error.add_note(f"noted {PASSWORD}")
        LOGGER.error("it failed", exc_info=error)
        written = text(opened)
        assert PASSWORD not in written
        for name in ("KeyError", "ValueError", "RuntimeError", "Traceback"):
            assert name in written

    def test_in_a_group_of_exceptions_is_crossed_out(self, opened, held):
        group = ExceptionGroup("some", [ValueError(PASSWORD), caught(KeyError(PASSWORD))])
        LOGGER.error("they failed", exc_info=caught(group))
        assert PASSWORD not in text(opened)
        assert "KeyError" in text(opened)

    def test_in_a_traceback_is_not_left_for_another_handler(self, opened, held):
        record = handed(opened, "it failed", error=caught(ValueError(PASSWORD)))
        assert "ValueError" in text(opened)
        assert not record.exc_text


class TestSomebodysWords:
    """A subject, say, which an error quotes."""

    SUBJECT = "Takeover of Sågverk"

    def errors(self):
        yield ValueError(f"'{self.SUBJECT}' is not a valid Side")
        yield KeyError(self.SUBJECT)
        yield json.JSONDecodeError(self.SUBJECT, self.SUBJECT, 0)
        yield errors.Refused("The CRM refused it: {reason}", reason=self.SUBJECT)
        yield errors.Defect("The shim failed: {text} ({hresult})", text=self.SUBJECT, hresult="0x1")
        yield sqlite3.OperationalError(self.SUBJECT)
        yield ExceptionGroup(self.SUBJECT, [OSError(self.SUBJECT), UnicodeError(self.SUBJECT)])

    def test_are_in_no_line_of_the_log(self, opened):
        for error in self.errors():
            error.add_note(self.SUBJECT)
            LOGGER.error("it failed", exc_info=caught(error))
            LOGGER.warning("mails: %s", error)
            LOGGER.warning("%(error)s", {"error": error})
            LOGGER.warning(error)
            after = TypeError(self.SUBJECT)
            after.__cause__ = error
            LOGGER.error("and so did this", exc_info=caught(after))
        written = text(opened)
        assert self.SUBJECT not in written
        for kind in ("ValueError", "JSONDecodeError", "Refused", "OSError", "UnicodeError"):
            assert kind in written
        assert written.count("Traceback") > 10

    def test_are_no_loss_for_what_helps_to_find_the_fault(self, opened):
        missing = errors.Missing("Outlook's folder is not there. ({hresult})", hresult="0x8004010F")
        silent = errors.Unreachable(
            "{host} cannot be reached: {reason}", host="crm.example", reason="timed out"
        )
        disk = OSError(errno.ENOSPC, "No space left on device", "Takeover.txt")
        for error in (missing, silent, disk, AttributeError("no attribute 'go'")):
            LOGGER.warning("mails: %s", error)
        lines = [line.partition("mails: ")[2] for line in text(opened).splitlines()]
        assert lines == [
            "Outlook's folder is not there. (0x8004010F)",
            "crm.example cannot be reached: timed out",
            "OSError: No space left on device",
            "AttributeError: no attribute 'go'",
        ]

    def test_leave_the_place_in_our_code(self, opened):
        LOGGER.error("it failed", exc_info=caught(ValueError(self.SUBJECT)))
        assert "in caught" in text(opened)
        assert "raise error" in text(opened)


class TestALevel:
    def test_holds_for_ours_and_warnings_of_others_are_written(self, opened):
        LOGGER.debug("ours, too fine")
        logging.getLogger("urllib3").info("theirs, too fine")
        logging.getLogger("urllib3").warning("theirs")
        opened.set_level("debug")
        LOGGER.debug("ours, fine")
        assert [line.rpartition(": ")[2] for line in text(opened).splitlines()] == [
            "theirs",
            "ours, fine",
        ]


class TestTheFile:
    def test_is_closed_once_and_for_all(self, opened):
        LOGGER.info("before")
        opened.close()
        opened.close()
        LOGGER.info("after")
        assert "after" not in text(opened)

    def test_turns_and_keeps_four_older_ones(self, opened, monkeypatch):
        monkeypatch.setattr(opened._handler, "maxBytes", 300)
        for number in range(40):
            LOGGER.info("message %d", number)
        names = sorted(each.name for each in opened.path.parent.iterdir())
        assert names == ["outlook-crm.log", *(f"outlook-crm.log.{n}" for n in (1, 2, 3, 4))]
        assert "message 39" in text(opened)

    def test_that_another_program_holds_is_written_on(self, opened, monkeypatch):
        def held(self, source, target):
            raise PermissionError

        monkeypatch.setattr(opened._handler, "maxBytes", 300)
        monkeypatch.setattr(log._PatientFile, "rotate", held)
        for number in range(10):
            LOGGER.info("message %d", number)
        assert [f"message {n}" in text(opened) for n in range(10)] == [True] * 10
        assert opened.lost == 0

    def test_closes_on_a_full_disk(self, opened, monkeypatch):
        def full():
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(opened._handler, "close", full)
        opened.close()

    def test_without_a_place_to_be_loses_lines_only(self, tmp_path):
        (tmp_path / "logs").write_text("no folder")
        placeless = LogFile(tmp_path / "logs")
        LOGGER.info("lost")
        placeless.close()
        assert placeless.lost == 1

    def test_on_a_full_disk_loses_lines_only(self, opened, monkeypatch, capsys):
        LOGGER.info("before")

        class Full:
            def write(self, _):
                raise OSError(28, "No space left on device")

            def tell(self):
                return 0

            def seek(self, *_):
                pass

            def flush(self):
                pass

            def close(self):
                pass

        whole, opened._handler.stream = opened._handler.stream, Full()
        LOGGER.info("lost")
        opened._handler.stream = whole
        LOGGER.info("after")
        assert opened.lost == 1
        assert "after" in text(opened)
        assert capsys.readouterr() == ("", "")
