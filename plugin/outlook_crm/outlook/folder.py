"""One folder behind the seam: typed calls in place of JSON text.

Knows the seam's limits (pages, batches) and nothing of the sync.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

from outlook_crm import errors

from . import records
from .choices import Whose
from .gateway import Gateway
from .records import Found, Json, ReadAnswer, Record, Row, WriteAnswer

BATCH = 100
CONTACT = "contact"
DELETED_ITEMS = ""
"""Scan's name for the store's Deleted Items, of which it shows the appointments."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows of a whole folder by id.  ``complete``: as many as the folder said it has."""

    rows: dict[str, Row]
    complete: bool


class Folder:
    """The folder ``folder`` of ``store``, with the stamps of one pairing.

    ``kind`` is what it holds in the seam's words: "" for appointments, `CONTACT`.
    ``whose`` tells for which CRM choices are meant.
    Every call may raise what `outlook_crm.outlook.records.opened` raises, and
    Cancelled after `cancel`.
    """

    def __init__(
        self,
        gateway: Gateway,
        store: str,
        folder: str,
        pairing: str,
        kind: str = "",
        *,
        whose: Callable[[], Whose] = Whose,
    ) -> None:
        self._gateway = gateway
        self._store = store
        self._folder = folder
        self._whose = whose
        self._about = {"store": store, "pairing": pairing} | ({"kind": kind} if kind else {})
        self._cancelled = Event()

    def holds(self, record: Record) -> bool:
        """Whether the item lies in this folder (not in Deleted Items, say)."""
        return record.folder == self._folder

    def check(self) -> None:
        """Raises Missing when the folder is not there."""
        self.locate(())

    def scan(self) -> Scan:
        """Every row of the folder."""
        return self._scan(self._folder)

    def scan_deleted(self) -> Scan:
        """Every appointment in the store's Deleted Items."""
        return self._scan(DELETED_ITEMS)

    def read(self, ids: Collection[str]) -> Iterator[ReadAnswer]:
        """Read whole items, in as many calls as the seam's limit asks for: an answer each.

        A record is far larger than what is kept of it: let it go before the next answer.
        """
        left = sorted(ids)
        while left:
            some, left = left[:BATCH], left[BATCH:]
            asked = {"ids": some, **self._whose().asked()}
            answer = records.read_answer(self._ask(self._gateway.Read, **asked))
            left = [*answer.later, *left]
            yield answer

    def locate(self, ids: Collection[str]) -> Sequence[Found]:
        """Where these items went, by their ids alone."""
        folders = [{"store": self._store, "folder": self._folder}]
        answer = self._ask(self._gateway.Locate, folders=folders, ids=list(ids))
        return records.found(answer)

    def write(self, op: str, **step: Any) -> WriteAnswer:
        """One write, see docs/seam.md."""
        step |= self._whose().asked()
        answer = self._ask(self._gateway.Write, op=op, folder=self._folder, **step)
        return records.write_answer(answer)

    def cancel(self) -> None:
        """Let no further call begin; from any thread."""
        self._cancelled.set()

    def _scan(self, folder: str) -> Scan:
        rows: dict[str, Row] = {}
        following, total = "", 0
        while True:
            page = records.page(self._ask(self._gateway.Scan, folder=folder, next=following))
            rows |= {row.id: row for row in page.rows}
            total = max(total, page.total)
            if not (following := page.next):
                return Scan(rows, complete=len(rows) >= total)

    def _ask(self, call: Any, **question: Any) -> Json:
        if self._cancelled.is_set():
            raise errors.Cancelled("Stopped before it was finished.")
        return records.opened(call(json.dumps(self._about | question)))
