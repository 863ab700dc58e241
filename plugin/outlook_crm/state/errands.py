"""What another process asks of the add-in that runs: each a row, answered there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .database import Database
from .records import time_text

LASTS = timedelta(minutes=10)
"""Whoever asked has gone by then: nothing older is carried out, and no answer is kept."""


class Deed(StrEnum):
    """What can be asked for."""

    SYNC = "sync"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Errand:
    """One row that waits for its answer."""

    id: int
    deed: Deed


class Errands:
    """The errands of this Windows user; what writes needs the state's `atomic`.

    Times are UTC.  An answer may hold subjects of appointments: who asked takes it away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, deed: Deed, now: datetime) -> int:
        """Leave an errand; answers its number, which is never used again."""
        self.forget_old(now)
        return self._database.write(
            "INSERT INTO errands (deed, asked) VALUES (?, ?)", (deed, time_text(now))
        )

    def waiting(self, now: datetime) -> Sequence[Errand]:
        """Those that have no answer yet, oldest first."""
        rows = self._database.read(
            "SELECT id, deed FROM errands WHERE answer IS NULL AND asked > ? ORDER BY id",
            (time_text(now - LASTS),),
        )
        return [Errand(number, Deed(deed)) for number, deed in rows]

    def answer(self, errand: int, text: str) -> None:
        """Answer it; no error when nobody waits any more."""
        self._database.write("UPDATE errands SET answer = ? WHERE id = ?", (text, errand))

    def answer_to(self, errand: int) -> str | None:
        """The answer, None until there is one."""
        rows = self._database.read("SELECT answer FROM errands WHERE id = ?", (errand,))
        return rows[0][0] if rows else None

    def drop(self, errand: int) -> None:
        """Forget it with its answer; what was not begun yet is not carried out."""
        self._database.write("DELETE FROM errands WHERE id = ?", (errand,))

    def forget_old(self, now: datetime) -> None:
        """Forget those that nobody waits for any more."""
        self._database.write("DELETE FROM errands WHERE asked <= ?", (time_text(now - LASTS),))

    def forget_all(self) -> None:
        """Forget all of them."""
        self._database.write("DELETE FROM errands")
