"""The commands that the shim posts."""

import json

import pytest

from outlook_crm.commands import parse
from outlook_crm.errors import Defect

PASSWORD = "hemligt-2026"


def test_a_command_has_its_name_its_number_and_its_arguments():
    text = json.dumps({"command": "ribbon.click", "id": "7", "args": {"control": "sync"}})
    command = parse(text)
    assert (command.name, command.id, command.args) == ("ribbon.click", "7", {"control": "sync"})


@pytest.mark.parametrize("rest", [{}, {"args": None}, {"args": {}}])
def test_arguments_may_be_missing(rest):
    command = parse(json.dumps({"command": "stop"} | rest))
    assert (command.id, command.args) == ("", {})


def test_what_a_user_typed_is_in_no_repr():
    args = {"values": {"password": PASSWORD}}
    command = parse(json.dumps({"command": "window.submit", "id": "1", "args": args}))
    assert PASSWORD not in f"{command!r} {command} {[command]}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "1",
        '"stop"',
        "{}",
        f'{{"id": "{PASSWORD}"}}',
        f'{{"args": {{"password": "{PASSWORD}',
        f'{{"command": "window.submit", "args": "{PASSWORD}"}}',
        f'{{"command": "window.submit", "args": ["{PASSWORD}"]}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_command_is_a_defect_that_tells_nothing_of_it(text):
    with pytest.raises(Defect) as told:
        parse(text)
    assert PASSWORD not in str(told.value)
    assert told.value.__suppress_context__
