"""An error report: where in our code, and nobody's data."""

import json
from datetime import UTC, datetime

import pytest

from outlook_crm import errors
from outlook_crm.domain import window
from outlook_crm.domain.policy import Types
from outlook_crm.settings.effective import effective
from outlook_crm.settings.file import Chosen
from outlook_crm.settings.model import check
from outlook_crm.settings.policy import Policy
from outlook_crm.support.error_report import ErrorReport, fault_of, telling
from outlook_crm.support.secret import Secret

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
PERSONAL = {
    "crm_address": "https://aino.example.com",
    "default_type": "Visit at Aino's",
    "proxy": "http://aino-proxy.example.com:8080",
    "ca_file": "C:\\Users\\aino\\ca.pem",
    "to_crm.create_types": Types(frozenset({"Visit at Aino's"})),
    "error_report_address": "https://faults.aino.example.com",
}


def raised(text="Visit Aino"):
    try:
        try:
            window.Window(history_days="Aino", forward_days=1).span(NOW, "Aino")
        except (TypeError, AttributeError) as cause:
            raise errors.Defect(text) from cause
    except errors.Defect as defect:
        return defect


def test_a_fault_tells_kinds_and_places_in_our_code():
    fault = fault_of(raised())
    assert fault.kinds[0] == "outlook_crm.errors.Defect"
    assert fault.kinds[1] in ("TypeError", "AttributeError")


def test_our_own_frames_are_told_by_file_line_and_function():
    with pytest.raises(errors.BadSettings) as caught:
        check("auto_sync", "Aino")
    places = fault_of(caught.value).places
    assert any(place.startswith("settings/kinds.py:") for place in places)
    assert not any("/" in place and "test" in place for place in places)


def test_the_same_fault_has_the_same_digest_whatever_its_text():
    first, second = (fault_of(raised(text)) for text in ("Visit Aino", "Visit Eero"))
    assert first.digest == second.digest
    assert fault_of(ValueError()).digest != first.digest


def test_the_text_holds_nothing_of_anybody():
    held = Secret("hemligt-2026-ord")
    known = effective(Chosen(dict(PERSONAL)), Policy())
    report = ErrorReport(
        fault_of(raised(f"Visit Aino {held.reveal()}")),
        NOW,
        {"addin": "0.1.0"},
        telling(known),
        ["aino@example.com called", "hemligt-2026-ord"],
    )
    text = report.text()
    assert "aino" not in text.lower()
    assert "hemligt" not in text


def test_settings_tell_words_and_numbers_and_of_the_rest_only_whose_word_it_is():
    known = effective(Chosen(dict(PERSONAL)), Policy(locked={"auto_sync": False}))
    told = telling(known)
    assert told["auto_sync"] is False
    assert told["polling_floor"] == 30
    assert told["conflicts"] == "newest"
    assert told["crm_address"] == told["to_crm.create_types"] == "chosen"
    assert told["to_outlook.create_types"] == "default"
    assert told.keys() == known.origins.keys()


def test_the_text_is_json_that_names_version_and_time():
    report = ErrorReport(fault_of(ValueError()), NOW, {"addin": "0.1.0"}, {}, ["one line"])
    record = json.loads(report.text())
    assert record["versions"] == {"addin": "0.1.0"}
    assert record["at"] == "2026-03-01T08:00:00+00:00"
    assert record["errors"] == ["ValueError"]
    assert record["log"] == ["one line"]


def test_it_is_json_whatever_is_crossed_out():
    lines = ["WARNING: ***: NotAllowed", "token: x", "password=ab", 'he said "no", ***: "x"']
    report = ErrorReport(fault_of(ValueError()), NOW, {}, {}, lines)
    told = json.loads(report.text())["log"]
    assert told[:3] == ["WARNING: ***: ***", "token: ***", "password=***"]
    assert "x" not in told[3]
