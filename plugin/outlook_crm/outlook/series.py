"""A series as its occurrences: one item each, made of the pattern and what was changed.

The CRM knows no series, so each occurrence is an item of its own.  Its id is the
series' EntryID and the date that the rule gives it, which stays when the occurrence is
moved to another day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from math import inf

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.recurrence import has, occurrences
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.domain.window import Span
from outlook_crm.sync.values import Absence, Item

from .fields import fields_of
from .items import is_type_read, is_unchanged, item_of, told_by
from .records import Cell, CellState, Json, Record, Row, cells_of
from .recurrence import pattern_of

KeyOf = Callable[[str], str]

_MARK = "#"  # in no EntryID: those are hexadecimal
# Outlook heeds these on a whole series only, whatever an exception holds (MS-OXOCAL
# 2.2.10.2); the zone would move an exception's times when it is set, and is for show.
_SENSITIVITY = "Sensitivity"
_OF_THE_SERIES = (_SENSITIVITY, "Categories")
_NEVER_WRITTEN = (*_OF_THE_SERIES, "StartTimeZone")

Cells = Mapping[str, Cell]


def occurrence_id(series: str, day: date) -> str:
    """The id of an occurrence; also, of a GlobalAppointmentID, what its key is made of."""
    return f"{series}{_MARK}{day.isoformat()}"


def parted(id_: str) -> tuple[str, date | None]:
    """The EntryID in an item's id, and the date when it is an occurrence."""
    entry_id, mark, day = id_.partition(_MARK)
    return entry_id, date.fromisoformat(day) if mark else None


Families = Mapping[str, Mapping[date | None, str]]
"""Items' ids by EntryID and date; the date of a single item is None."""


def families_of(ids: Iterable[str]) -> Families:
    """The ids that belong to one item of Outlook's, together."""
    families: dict[str, dict[date | None, str]] = {}
    for id_ in ids:
        entry_id, day = parted(id_)
        families.setdefault(entry_id, {})[day] = id_
    return families


def occurrence_cells(cells: Json) -> Json:
    """Without what is a whole series' own."""
    return {name: cell for name, cell in cells.items() if name not in _NEVER_WRITTEN}


class State(StrEnum):
    """What became of an occurrence that is not as the rule has it."""

    CHANGED = "changed"
    DELETED = "deleted"
    UNREADABLE = "unreadable"  # Outlook did not show it: never a deletion


@dataclass(frozen=True, slots=True)
class Exceptional:
    """``cells`` are those that differ from the series', ``digest`` stands for all of them."""

    state: State
    digest: str = ""
    cells: Cells = field(default_factory=dict)
    hresult: str = ""


class Master:
    """One series as it was last read.

    Raises ValueError for a pattern that cannot be understood: an unknown zone, or a
    rule that Outlook does not document.
    """

    def __init__(self, record: Record, key_of: KeyOf, now: datetime) -> None:
        series = record.series or {}
        self.record = record
        self._key_of = key_of
        self._template = item_of(record, key_of, now)
        self._pattern = pattern_of(
            series["pattern"], all_day=bool(record.cells["AllDayEvent"].value)
        )
        self._exceptions = {
            date.fromisoformat(each["date"]): _exceptional(each) for each in series["exceptions"]
        }
        self._digest = record.version.partition("/")[2]
        self._items: dict[date, Item] = {}
        self._named: set[date] = set()  # dates that the rule is known to name
        self._shown: tuple[Span, list[date]] | None = None

    def is_as_in(self, row: Row) -> bool:
        """Whether the row tells that nothing changed since it was read."""
        return is_unchanged(row, self._template.version)

    def id_of(self, day: date) -> str:
        """The occurrence's id."""
        return occurrence_id(self.record.id, day)

    def key(self, day: date) -> str:
        """The occurrence's key."""
        gid = self.record.gid
        return self._key_of(occurrence_id(gid, day)) if gid else ""

    @property
    def name(self) -> str:
        """The series' identity, which outlives its EntryID."""
        return self.record.gid or self.record.id

    def version(self, day: date) -> str:
        """The series' digest and the occurrence's own: no other occurrence changes it."""
        changed = self._exceptions.get(day)
        return f"{self._digest}+{changed.digest if changed else ''}"

    def days(self, span: Span) -> list[date]:
        """The dates of the occurrences that lie in the span now, moved ones as well."""
        if self._shown is None or self._shown[0] != span:
            self._shown = span, sorted(self._days(span))
        return self._shown[1]

    def unreadable(self, day: date) -> str:
        """The HRESULT that hid the occurrence, "" when it was readable."""
        changed = self._exceptions.get(day)
        return changed.hresult if changed and changed.state is State.UNREADABLE else ""

    def was_deleted(self, day: date) -> bool:
        """Whether the user deleted this one occurrence, as against a change of the rule."""
        changed = self._exceptions.get(day)
        return changed is not None and changed.state is State.DELETED

    def occurrence(self, day: date) -> Item | Absence:
        """What the series shows of a date; that it has no such one proves a deletion."""
        changed = self._exceptions.get(day)
        if changed and changed.state is State.UNREADABLE:
            return Absence.UNKNOWN
        if self.was_deleted(day):
            return Absence.DELETED
        if day not in self._items:
            if not self._is_there(day):
                return Absence.DELETED
            self._items[day] = self._item(day, changed)
        return self._items[day]

    def is_unchanged(self, day: date, version: str) -> bool:
        """Whether the occurrence is there and has this version."""
        return version == self.version(day) and self._is_there(day) and not self.unreadable(day)

    def _is_there(self, day: date) -> bool:
        if changed := self._exceptions.get(day):
            return changed.state is not State.DELETED
        if day not in self._named and has(self._pattern, day):
            self._named.add(day)
        return day in self._named

    def _days(self, span: Span) -> Iterator[date]:
        for day, _ in occurrences(self._pattern, span):
            self._named.add(day)
            if day not in self._exceptions:
                yield day
        for day, each in self._exceptions.items():
            if each.state is State.CHANGED and _inside(self.occurrence(day), span):
                yield day

    def _item(self, day: date, changed: Exceptional | None) -> Item:
        whole, type_read = self._template.whole, self._template.type_read
        if changed:
            cells = _overlaid(self.record.cells, changed.cells)
            read, whole = fields_of(cells)
            type_read = is_type_read(cells)
            fields = told_by(self._template.role, read)
        else:
            fields = {**self._template.fields, FieldName.WHEN: self._pattern.when(day)}
        return replace(
            self._template,
            id=self.id_of(day),
            version=self.version(day),
            fields=fields,
            whole=whole,
            type_read=type_read,
            key=self.key(day),
            stamp=None,
            series=self.name,
        )


def _overlaid(series: Cells, changed: Cells) -> Cells:
    """An exception's cells over its series'."""
    own = {name: cell for name, cell in changed.items() if name not in _OF_THE_SERIES}
    both = [cells[_SENSITIVITY] for cells in (series, changed) if _SENSITIVITY in cells]
    return {**series, **own, _SENSITIVITY: max(both, key=_secrecy)}


def _secrecy(cell: Cell) -> float:
    """OlSensitivity; what cannot be read may be the most secret."""
    return int(cell.value or 0) if cell.state is CellState.VALUE else inf


def _exceptional(record: Json) -> Exceptional:
    return Exceptional(
        State(record["state"]),
        record.get("digest") or "",
        cells_of(record.get("cells") or {}),
        record.get("hresult") or "",
    )


def _inside(shown: Item | Absence, span: Span) -> bool:
    when = None if isinstance(shown, Absence) else shown.fields.get(FieldName.WHEN)
    return not isinstance(when, Timed | AllDay) or span.overlaps(when)
