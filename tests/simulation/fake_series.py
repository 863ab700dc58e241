"""Series in the gateway in memory: their part of the seam's JSON, and what a user does to them."""

import hashlib
import json
from datetime import date, timedelta

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.recurrence import has
from outlook_crm.outlook.fields import cells_of
from outlook_crm.outlook.recurrence import pattern_of

LAST_DAY = "4500-08-31"
RULE = {
    "type": 1,
    "interval": 1,
    "mask": 0,
    "day": 0,
    "month": 0,
    "instance": 0,
    "first": "2026-03-02",
    "last": LAST_DAY,
    "endless": True,
    "start": "09:00",
    "duration": 30,
    "zone": "W. Europe Standard Time",
}


class FakeSeries:
    """A rule in the seam's words, and what became of single occurrences, by date.

    An exception is None when deleted, else the cells that were changed.
    """

    def __init__(self, **rule):
        self.rule = dict(RULE)
        self.unreadable = {}  # date -> HRESULT
        self.change(**rule)

    def change(self, **rule):
        """Another rule, which takes all exceptions with it, as in Outlook."""
        self.rule |= rule
        self.rule["endless"] = self.rule["last"] == LAST_DAY
        self.exceptions = {}

    def pattern(self, cells):
        return pattern_of(self.rule, all_day=bool(cells["AllDayEvent"].get("flag")))

    def times(self, cells, day):
        """The cells of one occurrence's times by the rule."""
        return cells_of({FieldName.WHEN: self.pattern(cells).when(date.fromisoformat(day))})

    def lacks(self, cells, day):
        if day in self.exceptions:
            return self.exceptions[day] is None
        return not has(self.pattern(cells), date.fromisoformat(day))

    def in_the_way(self, cells, day, start):
        """Whether moving an occurrence there would take it to another one's day, or past it."""
        near = date.fromisoformat(day)
        days = [(near + timedelta(n)).isoformat() for n in range(-60, 61)]
        there = {
            d: self.cells(cells, d)["Start"]["text"][:10] for d in days if not self.lacks(cells, d)
        }
        before = [there[d] for d in there if d < day]
        after = [there[d] for d in there if d > day]
        return start[:10] <= max(before, default="") or start[:10] >= min(after, default="9")

    def cells(self, cells, day):
        """An occurrence's cells, changed or not."""
        return cells | self.times(cells, day) | (self.exceptions.get(day) or {})

    def record(self, cells, only=None):
        days = (
            sorted(self.exceptions)
            if only is None
            else [d for d in (only,) if d in self.exceptions]
        )
        return {"pattern": self.rule, "exceptions": [self._exception(cells, day) for day in days]}

    def digest(self, cells, day):
        """An exception's own digest, "" for an occurrence that is as the rule has it."""
        if self.exceptions.get(day) is None:
            return ""
        told = json.dumps(self.cells(cells, day), sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16].upper()

    def _exception(self, cells, day):
        if day in self.unreadable:
            return {"date": day, "state": "unreadable", "hresult": self.unreadable[day]}
        if self.exceptions[day] is None:
            return {"date": day, "state": "deleted"}
        now = self.cells(cells, day)
        differing = {name: cell for name, cell in now.items() if cell != cells.get(name)}
        return {
            "date": day,
            "state": "changed",
            "digest": self.digest(cells, day),
            "cells": differing,
        }
