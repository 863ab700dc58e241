"""The golden files of the seam, as Python parses them (the shim parses the same)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outlook_crm import errors
from outlook_crm.outlook import records
from outlook_crm.outlook.records import Cell, CellState, Found, Where

GOLDEN = Path(__file__).parents[2] / "golden"


def golden(name):
    return records.opened((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_a_page_of_rows():
    page = records.page(golden("scan_answer"))
    assert (page.next, page.total, len(page.rows)) == ("17", 250, 2)
    first, without_times = page.rows
    assert records.instant(first.start) == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert first.stamp == "4711"
    assert (without_times.start, without_times.end) == ("", "")
    assert without_times.recurring


def test_items_missing_and_unreadable_are_told_apart():
    answer = records.read_answer(golden("read_answer"))
    assert [record.id for record in answer.items] == ["00000000A1", "00000000A2"]
    assert answer.missing == ("00000000A4",)
    assert answer.unreadable == {"00000000A5": "0x80040201"}
    assert answer.later == ("00000000A8",)


def test_a_cell_is_a_value_absent_or_unreadable():
    cells = records.read_answer(golden("read_answer")).items[0].cells
    assert cells["BusyStatus"] == Cell(CellState.VALUE, 2)
    assert cells["AllDayEvent"] == Cell(CellState.VALUE, value=False)
    assert cells["Location"] == Cell(CellState.VALUE, "")
    assert cells["@status"] == Cell(CellState.ABSENT)
    assert cells["@projects"] == Cell(CellState.UNREADABLE, "0x80040201")


def test_where_items_went():
    assert records.found(golden("locate_answer")) == (
        Found("00000000A6", Where.DELETED, "F4", permanent=False),
        Found("00000000A7", Where.NOWHERE, "", permanent=True),
    )


def test_the_read_back_of_a_write():
    answer = records.write_answer(golden("write_answer"))
    assert answer.fate == "done"
    assert answer.item
    assert answer.item.version.startswith("2026-03-01T07:59:58Z/")


def test_nulls_mean_empty():
    """.NET's serializer writes null for what was never set."""
    answer = records.write_answer({"fate": "busy", "item": None, "reason": None, "hresult": None})
    assert (answer.item, answer.reason, answer.hresult) == (None, "", "")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("cancelled", errors.Cancelled),
        ("timeout", errors.Busy),
        ("busy", errors.Busy),
        ("missing", errors.Missing),
        ("refused", errors.Refused),
        ("defect", errors.Defect),
    ],
)
def test_a_failed_call_is_an_error_of_ours(kind, error):
    text = json.dumps({"error": {"kind": kind, "hresult": "0x80004005", "text": "why"}})
    with pytest.raises(error) as raised:
        records.opened(text)
    assert str(raised.value)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        records.instant("2026-03-02T08:00:00")
