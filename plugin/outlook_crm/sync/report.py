"""What a run did, and what it left for the user: a value, also as JSON.

It holds no secret, and of a private item no content.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from outlook_crm.domain.codec import decode, decode_fields, encode, encode_fields
from outlook_crm.domain.fields import FieldName, Fields, FieldValue
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side

from .ask import Reason
from .privacy import CONTENT
from .values import StepKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the report: a step that was done, is held, or does not succeed.

    ``side`` is the side that is or would be written.  An id is "" where the item
    does not exist (yet).  ``was`` is what that side showed before the step in the fields
    that it wrote (of a deletion in all), ``wrote`` what it showed of them after it.
    ``undoable``: an engine did it, that of the kind ``of``, and knows how to take it back.
    """

    side: Side
    kind: StepKind
    subject: str
    crm_id: str = ""
    outlook_id: str = ""
    reason: str = ""
    was: Fields = field(default_factory=dict, hash=False)
    wrote: Fields = field(default_factory=dict, hash=False)
    undoable: bool = False
    of: Kind = Kind.CALENDAR


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
    of: Kind = Kind.CALENDAR

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
    ``again_at`` is when the next run should come, None for no wish.  ``unmapped`` are the
    fields that stay in Outlook because the CRM has no place for them.
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
    unmapped: tuple[FieldName, ...] = ()

    @property
    def waiting(self) -> int:
        """How many items wait for the user."""
        return len(self.held) + len(self.trouble)

    def tells_more_than(self, before: "Report | None") -> bool:
        """Whether there is something in it that this one, of the run before, did not tell.

        What waits for the user for weeks is met by each run: it is told once.
        """
        if self.entries or self.error:
            return True
        found = self.held, self.trouble, self.conflicts
        return any(found) and (
            before is None or found != (before.held, before.trouble, before.conflicts)
        )


def revised(text: str, crm_ids: Collection[str], subject: str) -> str:
    """A kept report, `veiled`; one that cannot be read tells nobody anything and goes."""
    try:
        return to_json(veiled(from_json(text), crm_ids, subject))
    except ValueError:
        return "{}"


def veiled(report: Report, crm_ids: Collection[str], subject: str) -> Report:
    """The report without the content of these activities, which have become private.

    ``subject`` stands in for theirs.
    """

    def entries(of: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(
            replace(each, subject=subject, was=_shell(each.was), wrote=_shell(each.wrote))
            if each.crm_id in crm_ids
            else each
            for each in of
        )

    return replace(
        report,
        entries=entries(report.entries),
        held=entries(report.held),
        trouble=entries(report.trouble),
        conflicts=tuple(
            replace(each, subject=subject) if each.crm_id in crm_ids else each
            for each in report.conflicts
            if each.crm_id not in crm_ids or each.name not in CONTENT
        ),
    )


def _shell(image: Fields) -> Fields:
    return {name: value for name, value in image.items() if name not in CONTENT}


def of_kind(kind: Kind, report: Report, *, undoable: bool) -> Report:
    """The report of an engine of another kind than the calendar's.

    Its ids are that kind's, and may be those of appointments and activities, too.
    """

    def entries(every: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(replace(each, of=kind, undoable=each.undoable and undoable) for each in every)

    return replace(
        report,
        entries=entries(report.entries),
        held=entries(report.held),
        trouble=entries(report.trouble),
        conflicts=tuple(replace(each, of=kind) for each in report.conflicts),
    )


def beside(first: Report, second: Report) -> Report:
    """Both reports as one, which began with the first and ended with the second."""
    again = [each for each in (first.again_at, second.again_at) if each is not None]
    return replace(
        first,
        ended=second.ended,
        counts=dict(Counter(first.counts) + Counter(second.counts)),
        entries=first.entries + second.entries,
        conflicts=first.conflicts + second.conflicts,
        held=first.held + second.held,
        trouble=first.trouble + second.trouble,
        skipped=dict(Counter(first.skipped) + Counter(second.skipped)),
        again_at=min(again, default=None),
    )


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
            "unmapped": report.unmapped,
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


def readable(texts: Iterable[str]) -> Iterator[Report]:
    """The reports among them; what cannot be read tells nobody anything."""
    for text in texts:
        with suppress(ValueError):
            yield from_json(text)


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
        unmapped=tuple(FieldName(name) for name in record.get("unmapped", ())),
    )


def _records(entries: Iterable[Entry]) -> list[list[Any]]:
    return [_record(each) for each in entries]


def _record(entry: Entry) -> list[Any]:
    words = [entry.side, entry.kind, entry.subject, entry.crm_id, entry.outlook_id, entry.reason]
    if entry.of is not Kind.CALENDAR:
        words.append(entry.of)
    if not entry.undoable:
        return [*words]
    return [*words, encode_fields(entry.was), encode_fields(entry.wrote)]


def _entries(records: Iterable[list[Any]]) -> tuple[Entry, ...]:
    return tuple(_entry(record) for record in records)


def _entry(record: list[Any]) -> Entry:
    """Six texts, a seventh of another kind's, and the two images of what can be undone."""
    side, kind, subject, crm_id, outlook_id, reason, *images = record
    entry = Entry(Side(side), StepKind(kind), subject, crm_id, outlook_id, reason)
    if images and isinstance(images[0], str):
        entry = replace(entry, of=Kind(images.pop(0)))
    if not images:
        return entry
    was, wrote = (decode_fields(each) for each in images)
    return replace(entry, was=was, wrote=wrote, undoable=True)


def _clash_record(clash: Clash) -> dict[str, Any]:
    return {
        "subject": clash.subject,
        "crm_id": clash.crm_id,
        "outlook_id": clash.outlook_id,
        "name": clash.name,
        "outlook": encode(clash.outlook),
        "crm": encode(clash.crm),
        "winner": clash.winner,
        "of": clash.of,
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
        Kind(record.get("of", Kind.CALENDAR)),
    )
