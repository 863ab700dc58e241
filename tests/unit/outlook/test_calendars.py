# ruff: noqa: N802  # the names of the C# interface
"""Where a pairing's calendar is, when Outlook gives it other ids."""

import json

import pytest
from tests.simulation.fake_gateway import ACCOUNT, CALENDAR, STORE

from outlook_crm.errors import Busy
from outlook_crm.outlook.calendars import found_again

GONE = ("OLD STORE", "OLD FOLDER")


class Gateway:
    """An Outlook with these calendars; ``there`` is what Locate finds."""

    def __init__(self, *names, there=(), error="missing"):
        self.names, self.there, self.error = names, there, error

    def Locate(self, text):
        (folder,) = json.loads(text)["folders"]
        if (folder["store"], folder["folder"]) in self.there:
            return json.dumps({"found": []})
        return json.dumps({"error": {"kind": self.error, "hresult": "", "text": ""}})

    def Calendars(self):
        calendars = [
            {
                "store": STORE,
                "folder": f"{CALENDAR} {number}",
                "path": name,
                "name": name,
                "account": ACCOUNT,
                "kind": "own",
                "writable": True,
                "default": number == 0,
            }
            for number, name in enumerate(self.names)
        ]
        return json.dumps({"accounts": [], "calendars": calendars})


def found(gateway, name="Calendar", account=ACCOUNT, place=GONE):
    return found_again(gateway, account, place, name)


def test_it_is_the_accounts_calendar_of_that_name():
    assert found(Gateway("Calendar", "Projects"), "Projects") == (STORE, "CALENDAR 1")


def test_without_a_name_it_is_the_accounts_own():
    assert found(Gateway("Kalender", "Projects"), "") == (STORE, "CALENDAR 0")


def test_what_is_still_there_is_not_looked_for():
    assert found(Gateway("Calendar", there=[GONE])) is None


@pytest.mark.parametrize("names", [(), ("Projects",), ("Calendar", "Calendar")])
def test_where_it_cannot_be_told_it_stays_missing(names):
    assert found(Gateway(*names)) is None


def test_another_accounts_is_never_it():
    assert found(Gateway("Calendar"), account="bo@example.com") is None


def test_a_busy_outlook_proves_nothing():
    with pytest.raises(Busy):
        found(Gateway("Calendar", error="busy"))
