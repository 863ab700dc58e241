"""status.json tells an inventory tool how it goes, and nothing about anybody."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outlook_crm.errors import BadSettings, Defect, Unreachable, WrongPassword
from outlook_crm.support.status import FILE_NAME, PairingStatus, Status, error_code, write_status

NOW = datetime(2026, 3, 1, 8, 0, 1, 5, UTC)
FINE = Status(
    "synchronised",
    NOW,
    last_success=NOW,
    versions={"addin": "0.1.0", "outlook": "16.0.17928"},
    counts={"links": 3},
    pairings=[PairingStatus("0a1b", "offline", None, "Unreachable", {"links": 2})],
)


def written(folder):
    return json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))


def test_tells_what_it_was_given(tmp_path):
    write_status(tmp_path, FINE)
    assert written(tmp_path) == {
        "format": 1,
        "written": "2026-03-01T08:00:01+00:00",
        "state": "synchronised",
        "last_success": "2026-03-01T08:00:01+00:00",
        "last_error": "",
        "versions": {"addin": "0.1.0", "outlook": "16.0.17928"},
        "counts": {"links": 3},
        "pairings": [
            {
                "id": "0a1b",
                "state": "offline",
                "last_success": None,
                "last_error": "Unreachable",
                "counts": {"links": 2},
            }
        ],
    }


def test_replaces_the_older_one_and_leaves_nothing_beside_it(tmp_path):
    write_status(tmp_path, FINE)
    write_status(tmp_path, replace(FINE, last_success=None, last_error="Unreachable"))
    assert written(tmp_path)["last_success"] is None
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "words",
    [
        {"state": "anna@example.com"},
        {"state": "x" * 41},
        {"last_error": "Möte"},
        {"last_error": "line\nend"},
        {"versions": {"addin": "C:\\Users\\anna"}},
        {"versions": {"https://crm": "1"}},
        {"counts": {"Möte": 1}},
    ],
)
def test_takes_no_text_that_could_be_somebodys(words):
    with pytest.raises(Defect):
        replace(FINE, **words)


def test_neither_does_the_part_of_a_pairing():
    with pytest.raises(Defect):
        PairingStatus("anna@example.com", "in step")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WrongPassword("User name or password is wrong."), "WrongPassword"),
        (type("OfAnAdapter", (Unreachable,), {})("No answer."), "OfAnAdapter"),
        (BadSettings("{file} is wrong", file="C:\\Users\\anna"), "BadSettings"),
        (ZeroDivisionError("anna"), "ZeroDivisionError"),
    ],
)
def test_an_error_is_told_by_its_name_alone(error, code):
    assert error_code(error) == code
    replace(FINE, last_error=error_code(error))
