"""The records that cross the seam, parsed from JSON into frozen values.

The shapes are those of docs/seam.md; the same golden files are parsed here and
by the shim.  Nothing here knows what a field means: that is `fields`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from outlook_crm import errors

Json = Mapping[str, Any]


class CellState(StrEnum):
    """What is known of one property."""

    VALUE = "value"
    ABSENT = "absent"  # the item has no such property
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"  # chosen for a CRM, and nothing tells which one
    CUT = "cut"  # the beginning of a text too long to cross: never compared, never written


@dataclass(frozen=True, slots=True)
class Cell:
    """One property of an item; ``value`` is the HRESULT's text when unreadable."""

    state: CellState
    value: str | int | bool | None = None


class Row(NamedTuple):
    """One line of a folder's table: enough to see what must be read.

    There are as many as items in the calendar, at each pass; so a row is a tuple, and its
    times are texts that `instant` reads where somebody asks.  ``modified`` is the text the
    version of the item starts with; ``start`` and ``end`` are "" where the table has none.
    ``addresses`` are a contact's.
    """

    id: str
    gid: str
    message_class: str
    modified: str
    start: str
    end: str
    recurring: bool
    stamp: str
    created: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a folder, where the next ones are, and how many there are in all."""

    rows: Sequence[Row]
    next: str
    total: int


@dataclass(frozen=True, slots=True)
class Record:
    """One item as the shim read it; ``meeting`` holds OlMeetingStatus.

    ``series`` is None for all but a series: then it is the part of that name.
    """

    id: str
    store: str
    folder: str
    gid: str
    message_class: str
    version: str
    modified: datetime
    created: datetime
    recurring: bool
    read_only: bool
    meeting: int
    stamp: str
    cells: Mapping[str, Cell]
    series: Json | None = None


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """Items read, ids that are not there, and ids with the HRESULT that hid them.

    ``later`` are ids for which the answer had no room.
    """

    items: Sequence[Record]
    missing: Sequence[str] = ()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    later: Sequence[str] = ()


class Where(StrEnum):
    """Where an item was found that is not at its place."""

    WATCHED = "watched"  # alive in one of the folders searched
    ELSEWHERE = "elsewhere"  # alive in another folder
    DELETED = "deleted"  # in Deleted Items and nowhere alive
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Found:
    """Where an item went.  ``permanent``: Outlook told that it was deleted for good."""

    id: str
    where: Where
    folder: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """What became of a write; ``item`` is its read-back."""

    fate: str
    item: Record | None
    reason: str
    hresult: str


@dataclass(frozen=True, slots=True)
class Account:
    """A mail account of the profile; ``store`` is where its mail arrives."""

    name: str
    address: str
    store: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A folder of appointments, contacts or tasks.

    ``kind`` is ``own``, ``shared``, ``internet`` or ``pst``.  ``account`` is
    the address of the account whose store it lies in, "" for none.
    """

    store: str
    folder: str
    path: str
    name: str
    account: str
    kind: str
    writable: bool
    default: bool


def opened(text: str) -> Json:
    """The answer of a call, or the error it tells of.

    Raises `outlook_crm.errors.Cancelled`, `Busy`, `Missing`, `Refused` or `Defect`.
    """
    answer: Json = json.loads(text)
    if error := answer.get("error"):
        raise _failure(error)
    return answer


def page(answer: Json) -> Page:
    """Parse the answer of Scan."""
    rows = tuple(_row(row) for row in answer["rows"])
    return Page(rows, answer.get("next") or "", answer["total"])


def read_answer(answer: Json) -> ReadAnswer:
    """Parse the answer of Read."""
    return ReadAnswer(
        tuple(record(item) for item in answer["items"]),
        tuple(answer.get("missing") or ()),
        {entry["id"]: entry["hresult"] for entry in answer.get("unreadable") or ()},
        tuple(answer.get("later") or ()),
    )


def found(answer: Json) -> Sequence[Found]:
    """Parse the answer of Locate, in the order asked."""
    return tuple(
        Found(
            entry["id"],
            Where(entry["where"]),
            entry.get("folder") or "",
            bool(entry.get("permanent")),
        )
        for entry in answer["found"]
    )


def write_answer(answer: Json) -> WriteAnswer:
    """Parse the answer of Write."""
    item = answer.get("item")
    return WriteAnswer(
        answer["fate"],
        record(item) if item else None,
        answer.get("reason") or "",
        answer.get("hresult") or "",
    )


def accounts(answer: Json) -> Sequence[Account]:
    """The accounts in an answer of Calendars."""
    return tuple(
        Account(entry["name"], entry["address"], entry["store"]) for entry in answer["accounts"]
    )


def calendars(answer: Json) -> Sequence[Calendar]:
    """The calendar folders in an answer of Calendars."""
    return _folders(answer["calendars"])


def contact_folders(answer: Json) -> Sequence[Calendar]:
    """The folders of contacts in an answer of Calendars."""
    return _folders(answer.get("contacts") or ())


def task_folders(answer: Json) -> Sequence[Calendar]:
    """The folders of tasks in an answer of Calendars."""
    return _folders(answer.get("tasks") or ())


def _folders(entries: Sequence[Json]) -> Sequence[Calendar]:
    return tuple(
        Calendar(
            entry["store"],
            entry["folder"],
            entry["path"],
            entry["name"],
            entry.get("account") or "",
            entry["kind"],
            bool(entry["writable"]),
            bool(entry["default"]),
        )
        for entry in entries
    )


def record(item: Json) -> Record:
    """Parse one item."""
    return Record(
        id=item["id"],
        store=item["store"],
        folder=item["folder"],
        gid=item.get("gid") or "",
        message_class=item["class"],
        version=item["version"],
        modified=instant(item["modified"]),
        created=instant(item["created"]),
        recurring=bool(item["recurring"]),
        read_only=bool(item["read_only"]),
        meeting=item["meeting"],
        stamp=item.get("stamp") or "",
        cells=cells_of(item["cells"]),
        series=item.get("series"),
    )


def cells_of(cells: Json) -> Mapping[str, Cell]:
    """Parse an item's cells."""
    return {name: _cell(cell) for name, cell in cells.items()}


def instant(text: str) -> datetime:
    """An aware datetime in UTC from ``2026-03-01T08:00:00Z``.

    Raises ValueError for a text that is no time, or one without a zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no zone: {text}")
    return moment.astimezone(UTC)


def instant_text(moment: datetime) -> str:
    """The seam's text of an instant, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def value_cell(value: str | int | bool) -> Json:
    """The JSON of a cell that holds a value."""
    kind = "text" if isinstance(value, str) else "flag" if isinstance(value, bool) else "number"
    return {"state": CellState.VALUE.value, kind: value}


def _cell(cell: Json) -> Cell:
    state = CellState(cell["state"])
    value = next((cell[kind] for kind in ("text", "number", "flag") if kind in cell), None)
    return Cell(state, value)


def _row(row: Json) -> Row:
    return Row(
        row["id"],
        row.get("gid") or "",
        row["class"],
        row["modified"],
        row.get("start") or "",
        row.get("end") or "",
        bool(row["recurring"]),
        row.get("stamp") or "",
        row.get("created") or "",
        tuple(row.get("addresses") or ()),
    )


def _failure(error: Json) -> errors.Error:
    hresult, text = error.get("hresult") or "", error.get("text") or ""
    match error["kind"]:
        case "cancelled":
            return errors.Cancelled("Stopped before it was finished.")
        case "timeout" | "busy":
            return errors.Busy("Outlook is busy. ({hresult})", hresult=hresult)
        case "missing":
            return errors.Missing("Outlook's folder is not there. ({hresult})", hresult=hresult)
        case "refused":
            return errors.Refused("Outlook refused: {text} ({hresult})", text=text, hresult=hresult)
        case _:
            return errors.Defect("The shim failed: {text} ({hresult})", text=text, hresult=hresult)
