"""OutlookSide over the real shim, and the user of the simulated Outlook it runs in."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tests.conformance.cases import VALUES
from tests.conformance.outlook_cases import key_of
from tests.simulation.fake_gateway import content
from tests.simulator.macro import Thing, application

from outlook_crm.domain.fields import Fields
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.fields import cells_of
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.ports import Want

ZONE = "Europe/Berlin"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
"""Whatever today is, the suite's days are those of a window; all items count as fresh."""
_TIMES = ("Start", "End")


_ENDLESS = "4500-08-31"
_RULE = {
    "type": "RecurrenceType",
    "interval": "Interval",
    "mask": "DayOfWeekMask",
    "day": "DayOfMonth",
    "month": "MonthOfYear",
    "instance": "Instance",
    "first": "PatternStartDate",
    "start": "StartTime",
    "duration": "Duration",
    "last": "PatternEndDate",
}
_RULE_VALUES = {
    "first": date.fromisoformat,
    "last": date.fromisoformat,
    "start": lambda text: datetime.combine(date(1899, 12, 30), time.fromisoformat(text)),
}


class ForgetfulGateway:
    """The gateway, whose next write's answer may be lost on the way."""

    def __init__(self, gateway) -> None:
        self.lose_answer = False
        self._gateway = gateway

    def __getattr__(self, method):
        return getattr(self._gateway, method)

    def Write(self, text):  # noqa: N802 - the C# interface's names
        answer = self._gateway.Write(text)
        if not self.lose_answer:
            return answer
        self.lose_answer = False
        return json.dumps({"fate": "unknown", "item": None, "reason": "", "hresult": "0x80010108"})


class ShimWorld:
    """See side_suite.py.  One Outlook may serve many: each begins with an empty calendar."""

    values = VALUES

    def __init__(self, outlook, gateway) -> None:
        self._outlook = outlook
        self._gateway = ForgetfulGateway(gateway)
        calendars = {each.name: each for each in profile(gateway).calendars}
        self._calendar, self._elsewhere = calendars["Calendar"], calendars["Projects"]
        for item in outlook.appointments():
            outlook.delete(item["EntryID"])

    def side(self) -> OutlookSide:
        return OutlookSide(
            self._gateway,
            store=self._calendar.store,
            folder=self._calendar.folder,
            pairing="p1",
            key_of=key_of,
            now=lambda: NOW,
        )

    def want(
        self,
        *,
        known: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
        only: frozenset[str] | None = None,
        start: datetime = datetime(2026, 2, 1, tzinfo=UTC),
        end: datetime = datetime(2026, 12, 1, tzinfo=UTC),
        cursor: str = "",
    ) -> Want:
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields: Fields) -> str:
        ours, named = _properties(fields)
        item = self._outlook.create("Calendar", **ours)
        self._name(item, named)
        return item

    def user_changes(self, item: str, fields: Fields) -> None:
        ours, named = _properties(fields)
        if ours:
            self._outlook.update(item, **ours)
        self._name(item, named)

    def user_deletes(self, item: str) -> None:
        self._outlook.delete(item)

    def user_moves_away(self, item: str) -> None:
        """Within one data file, where a move keeps the id."""
        self._outlook.set_habits(move_changes_id=False)
        self._outlook.move(item, "Projects")
        self._outlook.set_habits(move_changes_id=True)

    def user_copies(self, item: str) -> str:
        return self._outlook.copy(item)

    def user_makes_series(self, fields: Fields, **rule) -> str:
        item = self.user_creates(fields)
        self.user_makes_series_of(item, **rule)
        return item

    def user_makes_series_of(self, item: str, **rule) -> None:
        """Outlook wants the type first; what belongs to a type begins anew with it."""
        series = self._item(item)
        set_rule(series.GetRecurrencePattern(), rule)
        series.Save()

    def user_changes_series(self, item: str, **rule) -> None:
        self.user_makes_series_of(item, **rule)

    def user_makes_single(self, item: str) -> None:
        series = self._item(item)
        series.ClearRecurrencePattern()
        series.Save()

    def user_changes_occurrence(self, item: str, day: date, fields: Fields) -> None:
        occurrence = self._occurrence(item, day)
        for name, value in _properties(fields)[0].items():
            setattr(occurrence, name, datetime.fromisoformat(value) if name in _TIMES else value)
        occurrence.Save()

    def user_deletes_occurrence(self, item: str, day: date) -> None:
        self._occurrence(item, day).Delete()

    def _item(self, item: str) -> Thing:
        return application(self._outlook).Session.GetItemFromID(item)

    def _occurrence(self, item: str, day: date) -> Thing:
        pattern = self._item(item).GetRecurrencePattern()
        return pattern.GetOccurrence(datetime.combine(day, pattern.StartTime.time()))

    def lose_next_answer(self) -> None:
        self._gateway.lose_answer = True

    def pass_time(self) -> None:
        """None is needed: what was changed a moment ago is read again each time."""

    def _name(self, item: str, cells) -> None:
        """The user's choices in the add-in's own pane, which are named properties."""
        if not cells:
            return
        answer = self._gateway.Write(
            json.dumps(
                {
                    "op": "update",
                    "store": self._calendar.store,
                    "folder": self._calendar.folder,
                    "id": item,
                    "pairing": "",
                    "expect": "",
                    "stamp": "",
                    "cells": cells,
                }
            )
        )
        assert json.loads(answer)["fate"] == "done", answer


def set_rule(pattern: Thing, rule) -> None:
    """Set a pattern by docs/seam.md's words for it, in the order that Outlook wants."""
    for word, member in _RULE.items():
        if word in rule and rule[word] != _ENDLESS:
            setattr(pattern, member, _RULE_VALUES.get(word, lambda value: value)(rule[word]))


def _properties(fields: Fields):
    """Outlook's own properties as its object model takes them, and the named ones as cells."""
    cells = cells_of(fields)
    named = {name: cell for name, cell in cells.items() if name.startswith("@")}
    plain = {name: content(cell) for name, cell in cells.items() if name not in named}
    plain.pop("StartTimeZone", None)  # the user's own
    return {
        name: _local(value) if name in _TIMES else value for name, value in plain.items()
    }, named


def _local(text: str) -> str:
    """A UTC instant on the user's clock; a date is its midnight there."""
    if "T" not in text:
        return f"{text}T00:00:00"
    local = datetime.fromisoformat(text).astimezone(ZoneInfo(ZONE))
    return local.replace(tzinfo=None).isoformat()
