"""An appointment in its window, as the shim tells it."""

import json
from pathlib import Path

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Busy
from outlook_crm.outlook.choices import Whose
from outlook_crm.outlook.inspector import Recurrence, ids_of, inspect

GOLDEN = Path(__file__).parents[2] / "golden"


class Gateway:
    def __init__(self, answer):
        self.answer = answer
        self.asked = None

    def Inspect(self, text):  # noqa: N802 - the C# interface's name
        self.asked = json.loads(text)
        return self.answer if isinstance(self.answer, str) else json.dumps(self.answer)


def golden(name):
    return (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def test_the_shims_answer_is_understood():
    gateway = Gateway(golden("inspect_answer"))
    item = inspect(gateway, "w1", "p1", Whose("c1", ("p2",)))
    assert gateway.asked == json.loads(golden("inspect_question"))
    assert (item.session, item.id, item.stamp) == ("w1", "ITEM", "4711")
    assert item.recurrence is Recurrence.SERIES
    assert item.attendees == ["aino@example.com"]
    assert item.values[FieldName.TYPE] == "Meeting"
    assert item.values[FieldName.STATUS] is None
    assert ids_of(item.values[FieldName.ACCOUNTS]) == ("12", "13")


def test_a_closed_window_and_another_kind_of_item_are_nothing_to_us():
    closed = {"error": {"kind": "missing", "hresult": "0x8004010F", "text": ""}}
    assert inspect(Gateway(closed), "w1", "p1", Whose()) is None
    assert inspect(Gateway({"session": "w1", "class": 43}), "w1", "p1", Whose()) is None


def test_a_busy_outlook_is_told():
    busy = {"error": {"kind": "busy", "hresult": "0x80010001", "text": ""}}
    with pytest.raises(Busy):
        inspect(Gateway(busy), "w1", "p1", Whose())


@pytest.mark.parametrize(
    ("value", "ids"),
    [(None, ()), ("", ()), ("[]", ()), ('["1", 2]', ("1", "2")), ("no JSON", ()), ("{}", ())],
)
def test_what_is_no_list_of_ids_holds_none(value, ids):
    assert ids_of(value) == ids
