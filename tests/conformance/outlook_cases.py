"""OutlookSide over the gateway in memory, with what a user does to its calendar.

The world that the conformance suite of SidePort asks for; `OutlookWorld.gateway`
has the faults.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime

from tests.conformance.cases import VALUES
from tests.simulation.fake_gateway import CALENDAR, PROJECTS, STORE, FakeGateway, content

from outlook_crm.domain.fields import Fields
from outlook_crm.outlook.fields import cells_of
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.ports import Want

USER = "anna@crm.example.com"


def key_of(global_id: str) -> str:
    """A stand-in of the sync's own key, as stable as that."""
    return "olk-" + hashlib.sha256(f"{USER}\n{global_id}".encode()).hexdigest()[:32]


class OutlookWorld:
    """A calendar folder, a side over it, and the user who edits it."""

    values = VALUES

    def __init__(self) -> None:
        self.gateway = FakeGateway()

    def side(self) -> OutlookSide:
        """A side that has seen nothing yet, as after a restart."""
        return OutlookSide(
            self.gateway,
            store=STORE,
            folder=CALENDAR,
            pairing="p1",
            key_of=key_of,
            now=self.gateway.now,
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
        """What an engine asks for; everything in the window unless said otherwise."""
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields: Fields) -> str:
        """The user makes an appointment; returns its id."""
        self.pass_time()
        return self.gateway.make(**_plain(fields))

    def user_changes(self, item: str, fields: Fields) -> None:
        """The user changes some fields of it."""
        self.pass_time()
        self.gateway.edit(item, **_plain(fields))

    def user_deletes(self, item: str) -> None:
        """The user throws it into Deleted Items."""
        self.pass_time()
        self.gateway.delete(item)

    def user_moves_away(self, item: str) -> None:
        """The user moves it to a calendar outside the pairing."""
        self.pass_time()
        self.gateway.move(item, PROJECTS, new_id=False)

    def user_copies(self, item: str) -> str:
        """The user copies it within the calendar; returns the copy's id."""
        self.pass_time()
        return self.gateway.copy(item)

    def user_makes_series(self, fields: Fields, **rule: str | int) -> str:
        """The user makes a recurring appointment; returns the series' id."""
        series = self.user_creates(fields)
        self.gateway.make_series(series, **rule)
        return series

    def user_makes_series_of(self, item: str, **rule: str | int) -> None:
        """The user makes a single appointment recur."""
        self.pass_time()
        self.gateway.make_series(item, **rule)

    def user_changes_series(self, item: str, **rule: str | int) -> None:
        """The user changes the rule."""
        self.user_makes_series_of(item, **rule)

    def user_makes_single(self, item: str) -> None:
        """The user takes the rule away."""
        self.pass_time()
        self.gateway.make_single(item)

    def user_changes_occurrence(self, item: str, day: date, fields: Fields) -> None:
        """The user changes one occurrence."""
        self.pass_time()
        cells = _plain(fields)
        cells.pop("StartTimeZone", None)  # the series' own
        self.gateway.edit_occurrence(item, day.isoformat(), **cells)

    def user_deletes_occurrence(self, item: str, day: date) -> None:
        """The user deletes one occurrence."""
        self.pass_time()
        self.gateway.delete_occurrence(item, day.isoformat())

    def lose_next_answer(self) -> None:
        """The next write happens, and nobody learns of it."""
        self.gateway.lose_answer = True

    def pass_time(self) -> None:
        """Long enough for every item to have settled."""
        self.gateway.wait(minutes=5)


def _plain(fields: Fields) -> dict[str, str | int | bool]:
    return {name: content(cell) for name, cell in cells_of(fields).items()}
