"""How far back each folder is looked through, so that no mail is missed between two runs.

A table tells when a mail was changed by the server's clock, and a mail may come into
the folder long after that: it was sent by phone, or a rule of the server moved it, while
this PC slept.  So a run looks back to where its predecessors were a day and more ago,
and knows by `seen` what they judged.
"""

import json
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

from .ports import FiledMails
from .values import Spot

_NAME = "mail points"
_TURN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Point:
    """Where a run begins, where one will after the next turn, where the last one ended; in UTC.

    ``turned`` is when the first two moved on: by our clock, the others by the server's.
    """

    begin: datetime
    later: datetime
    last: datetime
    turned: datetime

    def moved(self, last: datetime, now: datetime) -> "_Point":
        if now - self.turned < _TURN:
            return replace(self, last=last)
        return _Point(self.later, self.last, last, now)


class Points:
    """A point for each folder, read from the state, and written back by `save`."""

    def __init__(self, state: FiledMails, pairing: str) -> None:
        self._state = state
        self._pairing = pairing
        self._points = _parsed(state.value(pairing, _NAME))

    def since(self, folder: Spot, now: datetime) -> datetime:
        """Where a run begins: at ``now``, saved at once, in a folder seen for the first time."""
        if _key(folder) not in self._points:
            self._points[_key(folder)] = _Point(now, now, now, now)
            self.save()
        return self._points[_key(folder)].begin

    def reached(self, folder: Spot, last: datetime, now: datetime) -> None:
        """A run ended; all that changed in the folder before ``last`` and was there is settled."""
        self._points[_key(folder)] = self._points[_key(folder)].moved(last, now)

    def save(self) -> None:
        """Write them all; what was reached and not saved is looked through once more."""
        told = {key: [each.isoformat() for each in astuple(p)] for key, p in self._points.items()}
        with self._state.atomic():
            self._state.put_value(self._pairing, _NAME, json.dumps(told))


def _parsed(text: str) -> dict[str, _Point]:
    points = json.loads(text or "{}")
    return {key: _Point(*map(datetime.fromisoformat, each)) for key, each in points.items()}


def _key(folder: Spot) -> str:
    return f"{folder.store}/{folder.id}"
