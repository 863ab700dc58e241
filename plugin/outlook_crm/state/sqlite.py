"""The engine's state in SQLite."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from outlook_crm.domain.kind import Kind
from outlook_crm.sync.ports import Intent
from outlook_crm.sync.values import Link, Step

from .database import Database, StateBroken
from .errands import Errands
from .mails import Mails
from .pairings import Pairings
from .records import LINK_COLUMNS, link_of, link_row, step_of, step_text, time_of, time_text
from .schema import PAIRING_TABLES

HISTORY_KEPT = timedelta(days=30)
"""Longer than that no report is kept, whatever is asked for."""

_PUT_LINK = f"INSERT OR REPLACE INTO links ({LINK_COLUMNS}) VALUES ({', '.join('?' * 14)})"  # noqa: S608 - our own column names
_LINKS = f"SELECT {LINK_COLUMNS} FROM links WHERE pairing = ?"  # noqa: S608 - our own column names
_PUT_VALUE = "INSERT OR REPLACE INTO named_values (pairing, name, value) VALUES (?, ?, ?)"
_NO_PAIRING = ""  # values of the file itself
_BROKEN = "broken"


class SqliteState:
    """`outlook_crm.sync.ports.StatePort` on one file, for the thread that opened it.

    Several may be open on the same file: in other threads and processes.  What
    is committed survives the process being killed and the power being cut.
    A file that cannot be read is set aside and told by `broken`.  ``guard`` is asked
    within each transaction, and ends it by raising.

    Raises Users when the file cannot be used at all, Busy when another process
    holds it for longer than five seconds.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.pairings = Pairings(self.database)
        self.history_kept = HISTORY_KEPT
        self.guard: Callable[[], None] = lambda: None
        self._kept: dict[str, tuple[Link, ...]] = {}
        self._kept_at = 0
        self.mails = Mails(self.database)
        self.errands = Errands(self.database)
        if self.database.found_broken is not None:
            with self.atomic():
                found = json.dumps(asdict(self.database.found_broken))
                self.put_value(_NO_PAIRING, _BROKEN, found)

    def close(self) -> None:
        """Close the file; nothing is lost without it."""
        self.database.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction; a nested one is refused with Defect.  Raises what ``guard`` does."""
        try:
            with self.database.atomic():
                self.guard()
                yield
        except BaseException:
            self._forget()  # what was read within it may be taken back
            raise

    @property
    def broken(self) -> StateBroken | None:
        """What is known of a lost state, until `mended` was committed; survives restarts."""
        text = self.value(_NO_PAIRING, _BROKEN)
        return StateBroken(**json.loads(text)) if text else None

    def mended(self) -> None:
        """The user paired again, by which the links are found on both sides."""
        self.put_value(_NO_PAIRING, _BROKEN, "")

    def links(self, pairing: str) -> Sequence[Link]:
        """All links of the pairing; their bases are decoded when looked into.

        Kept for the next time, until one changes or is looked into: of the runs every half
        minute nearly all find them as they were.
        """
        now = self.database.changes_of_others()
        if now != self._kept_at:
            self._forget()
            self._kept_at = now
        if (links := self._kept.get(pairing)) is None:
            rows = self.database.read(_LINKS, (pairing,))
            links = self._kept[pairing] = tuple(link_of(row, self._forget) for row in rows)
        return links

    def put_link(self, link: Link) -> None:
        """Add or replace; a link with the same Outlook id goes (the unique index's REPLACE)."""
        self._forget()
        self.database.write(_PUT_LINK, link_row(link))

    def drop_link(self, pairing: str, crm_id: str) -> None:
        """Forget the link; no error when there is none."""
        self._forget()
        self.database.write("DELETE FROM links WHERE pairing = ? AND crm_id = ?", (pairing, crm_id))

    def intents(self, pairing: str) -> Sequence[Intent]:
        """Steps begun and not settled, oldest first."""
        rows = self.database.read(
            "SELECT id, step, begun FROM intents WHERE pairing = ? ORDER BY id", (pairing,)
        )
        return [
            Intent(number, pairing, step_of(step), time_of(begun)) for number, step, begun in rows
        ]

    def begin(self, pairing: str, step: Step, now: datetime) -> int:
        """Record the intent of a step; its number is never used again."""
        return self.database.write(
            "INSERT INTO intents (pairing, step, begun) VALUES (?, ?, ?)",
            (pairing, step_text(step), time_text(now)),
        )

    def settle(self, intent: int) -> None:
        """Forget the intent; no error when it is settled already."""
        self.database.write("DELETE FROM intents WHERE id = ?", (intent,))

    def value(self, pairing: str, name: str) -> str:
        """A small named value, "" when never set."""
        rows = self.database.read(
            "SELECT value FROM named_values WHERE pairing = ? AND name = ?", (pairing, name)
        )
        return str(rows[0][0]) if rows else ""

    def put_value(self, pairing: str, name: str, value: str) -> None:
        """Set it."""
        self.database.write(_PUT_VALUE, (pairing, name, value))

    def record_run(self, pairing: str, report: str, now: datetime) -> None:
        """Keep a run's report; `forget_old_runs` besides."""
        self.database.write(
            "INSERT INTO runs (pairing, ended, report) VALUES (?, ?, ?)",
            (pairing, time_text(now), report),
        )
        self.forget_old_runs(now)

    def forget_old_runs(self, now: datetime) -> None:
        """Reports older than ``history_kept`` go, of every pairing; from a wrong clock, too."""
        kept = min(self.history_kept, HISTORY_KEPT)
        for where, end in (("<", now - kept), (">", now + kept)):
            self.database.write(f"DELETE FROM runs WHERE ended {where} ?", (time_text(end),))  # noqa: S608 - our own words

    def revise_runs(self, pairing: str, revise: Callable[[str], str]) -> None:
        """Replace the text of every kept report of the pairing."""
        rows = self.database.read("SELECT id, report FROM runs WHERE pairing = ?", (pairing,))
        for number, report in rows:
            if (text := revise(report)) != report:
                self.database.write("UPDATE runs SET report = ? WHERE id = ?", (text, number))

    def runs(self, pairing: str, limit: int = 100) -> Sequence[tuple[datetime, str]]:
        """The newest reports with the UTC time of their end, newest first."""
        rows = self.database.read(
            "SELECT ended, report FROM runs WHERE pairing = ? ORDER BY id DESC LIMIT ?",
            (pairing, limit),
        )
        return [(time_of(ended), report) for ended, report in rows]

    def _forget(self) -> None:
        self._kept.clear()

    def purge(self, pairing: str) -> None:
        """Forget all that belongs to the pairing, and the pairing itself.

        After the commit, `Database.compact` removes it from the disk too.
        """
        self._forget()
        of_every_kind = [kind.of(pairing) for kind in Kind]
        for table in PAIRING_TABLES:
            for place in of_every_kind:
                self.database.write(f"DELETE FROM {table} WHERE pairing = ?", (place,))  # noqa: S608 - our own table names
        self.errands.forget_all()  # their answers may tell of it
        self.pairings.remove(pairing)
