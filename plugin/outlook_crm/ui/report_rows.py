"""A report row by row: what each item shows, and what the user can do about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from enum import StrEnum
from typing import TypeVar

from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.sync.plan import DECLINED, MANY
from outlook_crm.sync.report import Clash, Entry, Report
from outlook_crm.sync.steps import ASKED, RELEASED
from outlook_crm.sync.undo import given_up
from outlook_crm.sync.values import StepKind

from .report_words import both, kind, settled, step
from .ribbon_state import Text

_NONE: Mapping[str, str] = {}
T = TypeVar("T", Entry, Clash)


class Shown(StrEnum):
    """Which rows are shown; the last four are those of a `Kind`."""

    ALL = "all"
    WAITING = "waiting"
    CONFLICTS = "conflicts"
    DONE = "done"
    DECLINED = "declined"
    CALENDAR = Kind.CALENDAR.value
    CONTACTS = Kind.CONTACTS.value
    TASKS = Kind.TASKS.value
    MAILS = Kind.MAILS.value


class Deed(StrEnum):
    """What the user can do about an item."""

    OPEN = "open"
    PAGE = "page"
    RETRY = "retry"
    APPROVE = "approve"
    APPROVE_ALL = "approve all"
    OUTLOOK = "outlook"
    CRM = "crm"
    RESTORE = "restore"
    UNDO = "undo"
    TAKE_IN = "take in"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: subject, kind, state, step, reason; ``undo`` is what can be taken back of it.

    ``alike`` are the records, by id, that wait for the same word as this one.
    ``pairing`` is whose it is, and ``calendar`` how that is called, "" where there is one alone.
    """

    cells: tuple[str, str, str, str, str]
    details: str
    crm_id: str
    outlook_id: str
    deeds: tuple[Deed, ...]
    released: bool = False
    undo: Entry | None = None
    alike: frozenset[str] = frozenset()
    of: Kind = Kind.CALENDAR
    pairing: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A run's report, and whose it is: see `Row`; ``declined`` as `rows` takes it."""

    report: Report
    pairing: str = ""
    calendar: str = ""
    declined: Mapping[str, str] = field(default_factory=dict)

    def rows(self, text: Text, zone: tzinfo, shown: Shown) -> list[Row]:
        """See `rows`."""
        found = rows(text, self.report, zone, shown, self.declined)
        return [replace(each, pairing=self.pairing, calendar=self.calendar) for each in found]


def together(text: Text, told: Sequence[Told], zone: tzinfo, shown: Shown) -> list[Row]:
    """The rows of all, in the order of `rows`."""
    every = (Shown.WAITING, Shown.CONFLICTS, Shown.DONE) if shown is Shown.ALL else (shown,)
    return [row for part in every for each in told for row in each.rows(text, zone, part)]


def rows(
    text: Text,
    report: Report,
    zone: tzinfo,
    shown: Shown = Shown.ALL,
    declined: Mapping[str, str] = _NONE,
) -> list[Row]:
    """First what waits for the user, then what needs attention, the conflicts, what was done.

    Each of them `by_name`.

    ``declined`` are the records that stay in the CRM alone, by id: whatever run is looked at.
    """
    if shown is Shown.DECLINED:
        return [_declined(text, id_, subject) for id_, subject in declined.items()]
    found: list[Row] = []
    every = shown is Shown.ALL or shown in _KINDS
    if every or shown is Shown.WAITING:
        found += _held(text, report, zone)
        found += [_waiting(text, text("Needs attention"), each) for each in by_name(report.trouble)]
    if every or shown is Shown.CONFLICTS:
        found += [_conflict(text, each, zone) for each in by_name(report.conflicts)]
    if every or shown is Shown.DONE:
        found += [_done(text, each) for each in by_name(report.entries)]
    return [row for row in found if shown not in _KINDS or row.of.value == shown.value]


def by_name(of: Sequence[T]) -> list[T]:
    """In the order in which a person looks for them: a run's own follows ids."""
    return sorted(of, key=lambda each: each.subject.casefold())


def kinds(report: Report) -> Sequence[Kind]:
    """The kinds that it has rows of."""
    entries = {each.of for each in (*report.entries, *report.held, *report.trouble)}
    met = entries | {each.of for each in report.conflicts}
    return [kind for kind in Kind if kind in met]


_KINDS = frozenset({Shown.CALENDAR, Shown.CONTACTS, Shown.TASKS, Shown.MAILS})


def _held(text: Text, report: Report, zone: tzinfo) -> list[Row]:
    many = frozenset(each.crm_id for each in report.held if each.reason == MANY)
    values = defaultdict[str, list[str]](list)
    for clash in report.conflicts:
        values[clash.crm_id].append(both(text, clash, zone))
    found = []
    for entry in by_name(report.held):
        row = _waiting(text, text("Waits for you"), entry)
        if entry.reason == MANY:
            row = _of_many(text, row, entry, many)
        if entry.reason == ASKED:
            row = _with(row, values[entry.crm_id])
        found.append(row)
    return found


def _of_many(text: Text, row: Row, entry: Entry, many: frozenset[str]) -> Row:
    if len(many) > 1:
        row = replace(row, deeds=(Deed.APPROVE, Deed.APPROVE_ALL, *row.deeds[1:]), alike=many)
    if entry.side is Side.OUTLOOK:
        return row
    return _with(row, [text("To keep it, move it out of Deleted Items, back to the calendar.")])


def _with(row: Row, lines: Sequence[str]) -> Row:
    return replace(row, details="\n".join([row.details, *lines]))


def _waiting(text: Text, state: str, entry: Entry) -> Row:
    return _row(text, state, entry, (*_answers(entry), *_open(entry), Deed.RETRY))


def _done(text: Text, entry: Entry) -> Row:
    gone = entry.kind is StepKind.DELETE
    undo = (Deed.UNDO,) if entry.undoable else ()
    row = _row(text, text("Done"), entry, (*(() if gone else _open(entry)), *undo))
    return replace(row, undo=entry if entry.undoable else None)


def _declined(text: Text, crm_id: str, subject: str) -> Row:
    cells = (subject, kind(text, Kind.CALENDAR), text("Left out"), "", text(DECLINED))
    deeds = (Deed.TAKE_IN, Deed.PAGE)
    return Row(cells, "\n".join(filter(None, cells)), crm_id, "", deeds)


def _answers(entry: Entry) -> Sequence[Deed]:
    if entry.reason in (MANY, RELEASED):
        return (Deed.APPROVE,)
    return (Deed.OUTLOOK, Deed.CRM) if entry.reason == ASKED else ()


def _open(entry: Entry | Clash) -> Sequence[Deed]:
    at = ((Deed.OPEN, entry.outlook_id), (Deed.PAGE, entry.crm_id))
    return tuple(deed for deed, id_ in at if id_)


def _row(text: Text, state: str, entry: Entry, deeds: Sequence[Deed]) -> Row:
    reason = text(entry.reason) if entry.reason else ""
    cells = (entry.subject, kind(text, entry.of), state, step(text, entry), reason)
    return Row(
        cells,
        "\n".join(filter(None, cells)),
        entry.crm_id,
        entry.outlook_id,
        tuple(deeds),
        released=entry.reason == RELEASED,
        of=entry.of,
    )


def _conflict(text: Text, clash: Clash, zone: tzinfo) -> Row:
    values = both(text, clash, zone)
    cells = (clash.subject, kind(text, clash.of), text("Conflict"), settled(text, clash), values)
    loss = given_up(clash)
    ways = (Deed.OUTLOOK, Deed.CRM) if clash.winner is None else (Deed.RESTORE,) if loss else ()
    return Row(
        cells,
        "\n".join(cells),
        clash.crm_id,
        clash.outlook_id,
        (*ways, *_open(clash)),
        undo=loss,
        of=clash.of,
    )
