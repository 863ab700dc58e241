"""What a run of filing did, and what it left: gathered for the sync's own report."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from outlook_crm.domain.side import Side
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import StepKind


@dataclass(slots=True)
class Ledger:
    """Grows while a run goes on; `report` closes it."""

    started: datetime
    counts: Counter[tuple[Side, StepKind]] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    held: list[Entry] = field(default_factory=list)
    trouble: list[Entry] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    again_at: datetime | None = None

    def done(self, entry: Entry) -> None:
        """A write succeeded."""
        self.counts[entry.side, entry.kind] += 1
        self.entries.append(entry)

    def skip(self, reason: str) -> None:
        """A mail was left alone."""
        self.skipped[reason] += 1

    def again(self, at: datetime) -> None:
        """Another run is wanted then, or earlier."""
        self.again_at = min(at, self.again_at or at)

    def report(self, ended: datetime, reason: Reason, *, complete: bool) -> Report:
        """The report of the run."""
        return Report(
            self.started,
            ended,
            reason,
            dict(self.counts),
            tuple(self.entries),
            held=tuple(self.held),
            trouble=tuple(self.trouble),
            skipped=dict(self.skipped),
            complete=complete,
            again_at=self.again_at,
        )
