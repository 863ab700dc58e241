"""The state in memory: as strict about transactions as the real one, and it can crash."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.simulation.fuse import Fuse

from outlook_crm.errors import Defect
from outlook_crm.sync.ports import Intent
from outlook_crm.sync.values import Link, Step


@dataclass
class _Rows:
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    intents: dict[int, Intent] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    runs: list[tuple[str, str, datetime]] = field(default_factory=list)
    last_intent: int = 0

    def copy(self) -> "_Rows":
        """Their values are frozen: only the containers are copied."""
        return _Rows(
            dict(self.links),
            dict(self.intents),
            dict(self.values),
            list(self.runs),
            self.last_intent,
        )


class MemoryState:
    """`outlook_crm.sync.ports.StatePort`; what was committed outlives the engine that did it.

    ``fuse`` is told before and after each commit.
    """

    def __init__(self, fuse: Fuse | None = None) -> None:
        self._committed = _Rows()
        self._open: _Rows | None = None
        self._fuse = fuse or Fuse()

    @property
    def in_transaction(self) -> bool:
        """Whether one is open; then neither side may be called."""
        return self._open is not None

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction."""
        if self._open is not None:
            raise Defect("A transaction was begun inside another one.")
        self._open = self._committed.copy()
        try:
            yield
            self._fuse.reach("before commit")
            self._committed = self._open
        finally:
            self._open = None
        self._fuse.reach("after commit")

    def links(self, pairing: str) -> Sequence[Link]:
        """All links of the pairing."""
        return [link for (owner, _), link in self._rows.links.items() if owner == pairing]

    def put_link(self, link: Link) -> None:
        """Add or replace."""
        links = self._writable.links
        for key, other in list(links.items()):
            if key[0] == link.pairing and other.outlook_id == link.outlook_id:
                del links[key]
        links[link.pairing, link.crm_id] = replace(link, base=dict(link.base))

    def drop_link(self, pairing: str, crm_id: str) -> None:
        """Forget the link."""
        self._writable.links.pop((pairing, crm_id), None)

    def intents(self, pairing: str) -> Sequence[Intent]:
        """Steps begun and not settled, oldest first."""
        return [intent for intent in self._rows.intents.values() if intent.pairing == pairing]

    def begin(self, pairing: str, step: Step, now: datetime) -> int:
        """Record an intent."""
        rows = self._writable
        rows.last_intent += 1
        rows.intents[rows.last_intent] = Intent(rows.last_intent, pairing, step, now)
        return rows.last_intent

    def settle(self, intent: int) -> None:
        """Forget the intent."""
        self._writable.intents.pop(intent, None)

    def value(self, pairing: str, name: str) -> str:
        """A small named value."""
        return self._rows.values.get((pairing, name), "")

    def put_value(self, pairing: str, name: str, value: str) -> None:
        """Set it."""
        self._writable.values[pairing, name] = value

    def record_run(self, pairing: str, report: str, now: datetime) -> None:
        """Keep a report."""
        self._writable.runs.append((pairing, report, now))

    def revise_runs(self, pairing: str, revise: Callable[[str], str]) -> None:
        """Replace the texts of the pairing's reports."""
        self._writable.runs = [
            (owner, revise(report) if owner == pairing else report, ended)
            for owner, report, ended in self._rows.runs
        ]

    def runs(self, pairing: str) -> Sequence[tuple[datetime, str]]:
        """The reports kept, newest first."""
        kept = [(ended, report) for owner, report, ended in self._rows.runs if owner == pairing]
        return kept[::-1]

    def lose(self) -> None:
        """The state file is gone: nothing is known any more."""
        self._committed = _Rows()

    @property
    def _rows(self) -> _Rows:
        return self._open or self._committed

    @property
    def _writable(self) -> _Rows:
        if self._open is None:
            raise Defect("The state was written outside a transaction.")
        return self._open
