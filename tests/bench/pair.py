"""The engine between Outlook's gateway in memory and the embedded CRM, at any size.

Outlook's side costs next to nothing here, so that what is measured is ours and the
CRM's; what reading Outlook's table costs is measured in the simulated Outlook.
"""

import gc
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.progress import at
from tests.conformance.crm_cases import log_in
from tests.crm_server.process import CrmServer
from tests.simulation.fake_gateway import ACCOUNT, CALENDAR, STORE, FakeGateway

from outlook_crm.crm.crmservice.choices import OVERLAP
from outlook_crm.domain.policy import Direction, Policy
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY, Window
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.sync.engine import Ask, Engine, Progress, Reason
from outlook_crm.sync.marks import activity_key
from outlook_crm.sync.report import Report

PAIRING = "p1"
_BATCH = 5_000
_TOLD_EACH = 1_000
_CLOCK = 2  # seconds: the CRM tells its time to the second
_DAYS = MOST_HISTORY + MOST_FORWARD - 2
_WIDEST = Direction(Window(MOST_HISTORY, MOST_FORWARD))


@dataclass(frozen=True)
class Ran:
    """One run: wall and processor seconds of ours, the CRM's requests, the report."""

    seconds: float
    cpu: float
    requests: list[dict[str, Any]]
    report: Report

    @property
    def served(self) -> float:
        """Seconds in which the CRM was at it: what the requests alone need."""
        return sum(each["ms"] for each in self.requests) / 1000


class QuickGateway(FakeGateway):
    """Writes the row of an item once for each of its changes.

    Outlook's table and the shim are quicker at a row than Python is at pretending to be both.
    """

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[str, tuple[object, str]] = {}
        self._left: list[str] = []

    def Scan(self, text: str) -> str:  # noqa: N802 - as the shim names it
        """The calendar's table, a page a call."""
        question = json.loads(text)
        if not question["next"]:
            items = (each for each in self.items.values() if each["folder"] == question["folder"])
            self._left = [self._text(item, question["pairing"]) for item in items]
            self._total = len(self._left)
        page, self._left = self._left[: self.page_size], self._left[self.page_size :]
        following = "more" if self._left else ""
        return f'{{"rows":[{",".join(page)}],"next":"{following}","total":{self._total}}}'

    def _text(self, item: dict[str, Any], pairing: str) -> str:
        shown = item["modified"], item["stamps"].get(pairing)
        written = self._written.get(item["id"])
        if written is None or written[0] != shown:
            text = json.dumps(self._row(item, pairing))
            written = self._written[item["id"]] = shown, text
        return written[1]


class Pair:
    """Two calendars and the engine between them."""

    def __init__(self, folder: Path, crm: CrmServer) -> None:
        self.crm = crm
        self.looks: Callable[[Progress], None] = _tell
        """Told of each step before it is taken."""
        self.gateway = QuickGateway()
        # Long enough ago that what was made counts as at rest.
        self.gateway.time = datetime.now(UTC) - timedelta(hours=1)
        self._session = log_in(crm)
        self._key_of = partial(activity_key, self._session.user.id)
        self._state = SqliteState(folder / "pc" / "state.sqlite3")
        outlook = OutlookSide(
            self.gateway,
            store=STORE,
            folder=CALENDAR,
            pairing=PAIRING,
            key_of=self._key_of,
            now=_now,
        )
        self._engine = Engine(
            outlook,
            self._session.side(self._session.user.id),
            self._state,
            PAIRING,
            policy=lambda: Policy(_WIDEST, _WIDEST, default_type="Meeting"),
            now=_now,
            progress=lambda progress: self.looks(progress),  # noqa: PLW0108 - by then another
        )

    def close(self) -> None:
        """Let file and connections go."""
        self._state.close()
        self._session.close()

    def in_outlook(self, count: int) -> list[str]:
        """So many appointments that the CRM does not know; their ids."""
        return [self._appointment(number, count) for number in range(count)]

    def on_both(self, count: int) -> None:
        """So many that are the same on both sides and carry each other's marks."""
        made = 0
        apart = max(1, _DAYS * 1440 // count)
        while made < count:
            some = min(_BATCH, count - made)
            start = _first() + timedelta(minutes=apart * made)
            ids = self.crm.seed(some, start=start.isoformat(), minutes_apart=apart)
            self._mirror(ids, start, apart)
            made += some

    def table(self) -> None:
        """Have the gateway show its table, page by page, and nothing more."""
        following = ""
        while True:
            question = {"store": STORE, "folder": CALENDAR, "pairing": PAIRING, "next": following}
            following = json.loads(self.gateway.Scan(json.dumps(question)))["next"]
            if not following:
                return

    def run(self, reason: Reason = Reason.POLL, **ask: Any) -> Ran:
        """One run, measured."""
        self.crm.clear_requests()
        wall, cpu = time.perf_counter(), time.process_time()
        report = self._engine.run(Ask(reason, **ask))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return Ran(wall, cpu, self.crm.requests(), report)

    def come_to_rest(self) -> None:
        """Run until a run does nothing, and the delta overlaps no write of those before."""
        while self.run().report.counts:
            pass
        time.sleep(OVERLAP.total_seconds() + _CLOCK)
        self.run()

    def _appointment(self, number: int, count: int) -> str:
        start = _first() + timedelta(minutes=max(1, _DAYS * 1440 // count) * number)
        return self.gateway.make(
            Subject=f"Appointment {number}",
            Body=f"Agenda of {number}",
            Location=f"Room {number % 20}",
            Start=_text(start),
            End=_text(start + timedelta(minutes=30)),
        )

    def _mirror(self, ids: list[int], start: datetime, apart: int) -> None:
        keys = []
        for record in self._seeded(ids):
            begins = start + timedelta(minutes=apart * len(keys))
            id_ = self.gateway.make(
                Subject=record[1],
                Body=record[2],
                Location=record[3],
                Start=_text(begins),
                End=_text(begins + timedelta(minutes=30)),
                ReminderSet=False,
                stamps={PAIRING: f"{record[0]} {ACCOUNT}"},
                **{"@type": "Meeting", "@status": "Planned"},
            )
            changed = self.gateway.time - timedelta(seconds=10 * record[0])
            key = self._key_of(self.gateway.items[id_]["gid"])
            keys.append((key, changed.strftime("%Y-%m-%d %H:%M:%S.%f"), record[0]))
        # Changed at times of their own: a delta overlaps the newest by some seconds.
        marks = "UPDATE crm_activity SET cf_outlook_key = ?, updated_at = ? WHERE entity_id = ?"
        with self._database() as database:
            database.executemany(marks, keys)

    def _seeded(self, ids: list[int]) -> list[tuple[Any, ...]]:
        columns = "entity_id, subject, description, location"
        query = (
            f"SELECT {columns} FROM crm_activity WHERE entity_id BETWEEN ? AND ? ORDER BY entity_id"
        )
        with self._database() as database:
            return database.execute(query, (min(ids), max(ids))).fetchall()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.crm.database, timeout=30)
        try:
            with connection:
                yield connection
        finally:
            connection.close()


@contextmanager
def a_pair() -> Iterator[Pair]:
    """Two empty calendars."""
    with tempfile.TemporaryDirectory() as folder, CrmServer() as crm:
        pair = Pair(Path(folder), crm)
        try:
            yield pair
        finally:
            pair.close()


@contextmanager
def left_to_outlook() -> Iterator[None]:
    """The stand-in's items are Outlook's there: Python's collector does not walk over them."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _tell(progress: Progress) -> None:
    if progress.done and progress.done % _TOLD_EACH == 0:
        at(f"{progress.done:,} of {progress.total:,} steps")


def _first() -> datetime:
    today = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
    return today - timedelta(days=MOST_HISTORY - 1)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> datetime:
    return datetime.now(UTC)
