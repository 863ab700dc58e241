"""The shim parses and writes the same golden files as Python: no part is lost or renamed."""

import json
import os
import warnings
from pathlib import Path

import pytest

pytestmark = pytest.mark.shim

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
RECORDS = {
    "calendars_answer": "CalendarsAnswer",
    "watch_question": "Question",
    "scan_question": "Question",
    "scan_answer": "ScanAnswer",
    "read_question": "Question",
    "read_answer": "ReadAnswer",
    "read_series_answer": "ReadAnswer",
    "locate_question": "Question",
    "locate_answer": "LocateAnswer",
    "write_question": "Question",
    "write_occurrence_question": "Question",
    "write_answer": "WriteAnswer",
    "error_answer": "ErrorAnswer",
    "changed_command": "FolderCommand",
    "removed_command": "FolderCommand",
    "inspect_question": "Question",
    "inspect_answer": "InspectorFacts",
    "inspector_state": "InspectorState",
    "pane_update": "PaneUpdate",
    "items_click": "ItemsClick",
}


@pytest.fixture(scope="module")
def shim():
    """The shim's namespaces, loaded into this process by Mono."""
    os.environ["MONO_THREADS_SUSPEND"] = "preemptive"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # clr_loader warns of Debian's Mono
        import clr_loader  # noqa: PLC0415
        import pythonnet  # noqa: PLC0415

        if pythonnet.get_runtime_info() is None:
            pythonnet.set_runtime(clr_loader.get_mono())
        import clr  # noqa: PLC0415

        clr.AddReference(os.environ.get("SHIM", str(ROOT / "build/shim/OutlookCrm.Shim.dll")))
        import OutlookCrm.Outlook  # noqa: PLC0415
        import OutlookCrm.Outlook.Records  # noqa: PLC0415
    return OutlookCrm.Outlook


def test_every_golden_file_is_checked():
    assert {path.stem for path in GOLDEN.glob("*.json")} == RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_comes_through_unchanged(shim, name):
    text = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    from OutlookCrm.Inspectors import Records as Windows  # noqa: PLC0415

    record = getattr(shim.Records, RECORDS[name], None) or getattr(Windows, RECORDS[name])
    back = json.loads(shim.Json.Write[record](shim.Json.Read[record](text)))
    assert _told(back) == _told(json.loads(text))


def _told(record):
    """What a record says; a question's parts that were not asked for say nothing."""
    if isinstance(record, dict):
        return {
            name: _told(part) for name, part in record.items() if part not in (None, "", [], {})
        }
    return [_told(part) for part in record] if isinstance(record, list) else record


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("", ""),
        ("Möte", "Möte"),
        ("\U0001f91d", "\U0001f91d"),
        ("cut \ud83e", "cut \ufffd"),
        ("\udd1d cut", "\ufffd cut"),
        ("\ud83e\ud83e\udd1d", "\ufffd\U0001f91d"),
    ],
)
def test_half_a_surrogate_pair_becomes_a_replacement_character(shim, given, clean):
    from System import Array, Char, String  # noqa: PLC0415

    units = given.encode("utf-16-le", "surrogatepass")
    chars = [Char(low + 256 * high) for low, high in zip(units[::2], units[1::2], strict=True)]
    assert shim.Text.Clean(String(Array[Char](chars))) == clean


def test_a_time_is_rounded_to_the_nearest_second(shim):
    """A DATE is a fraction of a day: 08:00:00 may come as 07:59:59.9999."""
    from System import DateTime  # noqa: PLC0415

    almost = DateTime(2026, 3, 2, 8, 0, 0).AddTicks(-1)
    assert shim.Text.Instant(almost) == "2026-03-02T08:00:00Z"


def test_a_stamp_counts_in_its_own_mailbox_alone(shim):
    read = shim.ItemReader.StampOf
    assert read("4711 Anna@Example.com", "anna@example.com") == "4711"
    assert read("4711 bo@example.com", "anna@example.com") == ""
    assert read("4711", "anna@example.com") == ""
    assert read(None, "anna@example.com") == ""
