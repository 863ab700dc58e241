"""Error reports on disk until they may leave: few, each kind once a day, and only if agreed."""

import json
import logging
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from outlook_crm.files import write_private

_log = logging.getLogger(__name__)

FILE_NAME = "error-reports.json"
MOST_WAITING = 20
MOST_A_DAY = 10
_LARGEST = 64_000  # characters of one report


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that was not sent yet: its kind and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Content:
    """The file: ``sent`` are the kinds that were sent on the UTC ``day``."""

    agreed: bool = False
    waiting: tuple[Waiting, ...] = ()
    day: str = ""
    sent: tuple[str, ...] = ()

    def on(self, now: datetime) -> "_Content":
        """With a new day's empty list, if it is one."""
        day = now.astimezone(UTC).date().isoformat()
        return self if day == self.day else replace(self, day=day, sent=())


class ReportQueue:
    """The queue in ``folder``; from any thread.

    A full disk or a broken file loses reports, never more: nothing here raises.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._content = _read(self._path)

    @property
    def agreed(self) -> bool:
        """Whether the user has seen what is sent, and let it go."""
        return self._content.agreed

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Oldest first."""
        return self._content.waiting

    def sent_today(self, now: datetime) -> int:
        """How many were sent on this UTC day."""
        return len(self._content.on(now).sent)

    def add(self, kind: str, text: str, now: datetime) -> bool:
        """Keep a report; False when its kind waits or was sent today, or too many wait."""
        with self._lock:
            content = self._content.on(now)
            known = {each.kind for each in content.waiting} | set(content.sent)
            if kind in known or len(content.waiting) >= MOST_WAITING or len(text) > _LARGEST:
                return False
            self._keep(replace(content, waiting=(*content.waiting, Waiting(kind, text))))
            return True

    def due(self, now: datetime) -> Waiting | None:
        """The next one that may be sent now; None: none, or not today, or nobody agreed."""
        content = self._content.on(now)
        if not content.agreed or len(content.sent) >= MOST_A_DAY:
            return None
        return next((each for each in content.waiting if each.kind not in content.sent), None)

    def sent(self, report: Waiting, now: datetime) -> None:
        """It arrived."""
        with self._lock:
            content = self._content.on(now)
            left = tuple(each for each in content.waiting if each != report)
            self._keep(replace(content, waiting=left, sent=(*content.sent, report.kind)))

    def agree(self) -> None:
        """The user let reports go, these and later ones."""
        with self._lock:
            self._keep(replace(self._content, agreed=True))

    def drop(self) -> None:
        """The user does not want them sent: those that wait go, and the next asks again."""
        with self._lock:
            self._keep(replace(self._content, agreed=False, waiting=()))

    def _keep(self, content: _Content) -> None:
        self._content = content
        record = {
            "agreed": content.agreed,
            "waiting": [[each.kind, each.text] for each in content.waiting],
            "day": content.day,
            "sent": content.sent,
        }
        try:
            write_private(self._path, json.dumps(record).encode())
        except OSError as error:
            _log.warning("error reports cannot be kept: %s", error.strerror)


def _read(path: Path) -> _Content:
    try:
        record: dict[str, Any] = json.loads(path.read_bytes())
        waiting = tuple(Waiting(str(kind), str(text)) for kind, text in record["waiting"])
        sent = tuple(map(str, record["sent"]))
        return _Content(bool(record["agreed"]), waiting, str(record["day"]), sent)
    except (OSError, ValueError, TypeError, KeyError):
        return _Content()
