"""The queue of error reports: on disk, bounded, each kind once a day, ten a day."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from outlook_crm.support import report_queue
from outlook_crm.support.report_queue import ReportQueue

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def queue(tmp_path):
    queue = ReportQueue(tmp_path)
    queue.agree()
    return queue


def send_all(queue, now=NOW):
    sent = []
    while (report := queue.due(now)) is not None:
        queue.sent(report, now)
        sent.append(report.kind)
    return sent


def test_nothing_is_due_before_the_user_agreed(tmp_path):
    queue = ReportQueue(tmp_path)
    queue.add("a", "text", NOW)
    assert queue.due(NOW) is None
    queue.agree()
    assert queue.due(NOW).text == "text"


def test_reports_and_the_users_word_survive_a_restart(queue, tmp_path):
    queue.add("a", "text", NOW)
    again = ReportQueue(tmp_path)
    assert again.agreed
    assert [each.kind for each in again.waiting] == ["a"]
    assert send_all(again) == ["a"]
    assert ReportQueue(tmp_path).sent_today(NOW) == 1


def test_a_kind_is_sent_once_a_day(queue):
    assert queue.add("a", "text", NOW)
    assert not queue.add("a", "again, while it waits", NOW)
    assert send_all(queue) == ["a"]
    assert not queue.add("a", "again, after it was sent", NOW)
    assert queue.add("a", "the day after", TOMORROW)
    assert send_all(queue, TOMORROW) == ["a"]


def test_ten_are_sent_a_day_and_the_rest_the_day_after(queue):
    for number in range(15):
        queue.add(str(number), "text", NOW)
    assert send_all(queue) == [str(number) for number in range(10)]
    assert queue.sent_today(NOW) == 10
    assert send_all(queue, TOMORROW) == [str(number) for number in range(10, 15)]


def test_the_queue_has_an_end(queue):
    added = [queue.add(str(number), "text", NOW) for number in range(30)]
    assert sum(added) == report_queue.MOST_WAITING
    assert not queue.add("long", "x" * 100_000, NOW)


def test_a_refusal_drops_what_waits_and_the_next_one_asks_again(queue):
    queue.add("a", "text", NOW)
    queue.drop()
    assert queue.waiting == ()
    queue.add("b", "text", NOW)
    assert queue.due(NOW) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"agreed": true}', b"\xff\xfe"])
def test_a_broken_file_is_an_empty_queue(tmp_path, content):
    (tmp_path / report_queue.FILE_NAME).write_bytes(content)
    queue = ReportQueue(tmp_path)
    assert (queue.waiting, queue.agreed) == ((), False)
    assert queue.add("a", "text", NOW)
    assert json.loads((tmp_path / report_queue.FILE_NAME).read_bytes())["waiting"]


def test_a_full_disk_loses_a_report_and_nothing_else(queue, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report_queue, "write_private", full)
    assert queue.add("a", "text", NOW)
