"""What a run did, and what it left for the user: a value, also as JSON.

It holds no secret, and of a private item no content.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from outlook_crm.domain.codec import decode, encode
from outlook_crm.domain.fields import FieldName, FieldValue
from outlook_crm.domain.side import Side

from .ask import Reason
from .values import StepKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the report: a step that was done, is held, or does not succeed.

    ``side`` is the side that is or would be written.  An id is "" where the item
    does not exist (yet).
    """

    side: Side
    kind: StepKind
    subject: str
    crm_id: str = ""
    outlook_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed; ``winner`` None while the user is to be asked."""

    subject: str
    crm_id: str
    outlook_id: str
    name: FieldName
    outlook: FieldValue
    crm: FieldValue
    winner: Side | None

    @property
    def lost(self) -> FieldValue:
        """The value that did not stay, None while both do."""
        match self.winner:
            case Side.OUTLOOK:
                return self.crm
            case Side.CRM:
                return self.outlook
        return None


@dataclass(frozen=True, slots=True)
class Report:
    """One run.

    ``started`` and ``ended`` are UTC.  ``counts`` are the steps done, ``entries``
    the same one by one.  ``held`` waits for the user's word, ``trouble`` needs
    attention.  ``skipped`` counts by reason what was left alone.  ``durations``
    are seconds by stage.  ``complete``: both sides were seen whole and without an
    error.  ``error`` is the code of what ended the run early, "" for nothing.
    ``again_at`` is when the next run should come, None for no wish.
    """

    started: datetime
    ended: datetime
    reason: Reason
    counts: Mapping[tuple[Side, StepKind], int] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    held: tuple[Entry, ...] = ()
    trouble: tuple[Entry, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    durations: Mapping[str, float] = field(default_factory=dict)
    complete: bool = False
    error: str = ""
    again_at: datetime | None = None

    @property
    def waiting(self) -> int:
        """How many items wait for the user."""
        return len(self.held) + len(self.trouble)


def in_a_line(report: Report) -> str:
    """What the log may know of a run: counts and seconds, nobody's words."""
    done = ", ".join(f"{n} {kind} in {side}" for (side, kind), n in report.counts.items() if n)
    seconds = (report.ended - report.started).total_seconds()
    seen = "all seen" if report.complete else "not all seen"
    return (
        f"run ({report.reason}): {done or 'nothing to do'}; {len(report.conflicts)} conflicts,"
        f" {len(report.held)} held, {len(report.trouble)} in trouble; {seen}; {seconds:.2f} s"
    )


def to_json(report: Report) -> str:
    """The report as JSON text; `from_json` gives back an equal one."""
    return json.dumps(
        {
            "started": report.started.isoformat(),
            "ended": report.ended.isoformat(),
            "reason": report.reason,
            "counts": [[side, kind, n] for (side, kind), n in report.counts.items()],
            "entries": _records(report.entries),
            "conflicts": [_clash_record(clash) for clash in report.conflicts],
            "held": _records(report.held),
            "trouble": _records(report.trouble),
            "skipped": dict(report.skipped),
            "durations": dict(report.durations),
            "complete": report.complete,
            "error": report.error,
            "again_at": report.again_at and report.again_at.isoformat(),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Report:
    """The report of a text that `to_json` made; raises ValueError for anything else."""
    try:
        return _report(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a report: {type(error).__name__}") from None


def _report(record: Mapping[str, Any]) -> Report:
    again = record["again_at"]
    return Report(
        started=datetime.fromisoformat(record["started"]),
        ended=datetime.fromisoformat(record["ended"]),
        reason=Reason(record["reason"]),
        counts={(Side(side), StepKind(kind)): n for side, kind, n in record["counts"]},
        entries=_entries(record["entries"]),
        conflicts=tuple(_clash(each) for each in record["conflicts"]),
        held=_entries(record["held"]),
        trouble=_entries(record["trouble"]),
        skipped=dict(record["skipped"]),
        durations=dict(record["durations"]),
        complete=record["complete"],
        error=record["error"],
        again_at=datetime.fromisoformat(again) if again else None,
    )


def _records(entries: Iterable[Entry]) -> list[list[str]]:
    return [
        [each.side, each.kind, each.subject, each.crm_id, each.outlook_id, each.reason]
        for each in entries
    ]


def _entries(records: Iterable[list[str]]) -> tuple[Entry, ...]:
    return tuple(Entry(Side(side), StepKind(kind), *rest) for side, kind, *rest in records)


def _clash_record(clash: Clash) -> dict[str, Any]:
    return {
        "subject": clash.subject,
        "crm_id": clash.crm_id,
        "outlook_id": clash.outlook_id,
        "name": clash.name,
        "outlook": encode(clash.outlook),
        "crm": encode(clash.crm),
        "winner": clash.winner,
    }


def _clash(record: Mapping[str, Any]) -> Clash:
    winner = record["winner"]
    return Clash(
        record["subject"],
        record["crm_id"],
        record["outlook_id"],
        FieldName(record["name"]),
        decode(record["outlook"]),
        decode(record["crm"]),
        Side(winner) if winner else None,
    )
