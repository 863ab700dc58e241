"""An item's cells and the fields they mean, driven by the table of the calendar's fields.

A cell that could not be read leaves its field out and the item is not whole; a
cell that is absent means "empty", but for the type and the status: there it
means that nobody ever chose, while an empty text is the user's word.  A choice that may
be another CRM's tells nothing.  Attendees and the user's answer are no part of the whole:
an address book that policy blocks takes them alone away.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outlook_crm.domain.fields import (
    BUSY_VALUES,
    BY_NAME,
    CALENDAR,
    IMPORTANCE_VALUES,
    RESPONSE_VALUES,
    SENSITIVITY_VALUES,
    FieldName,
    Fields,
    FieldValue,
    attendee,
)
from outlook_crm.domain.when import AllDay, Timed

from . import when
from .records import Cell, CellState, Json, value_cell
from .when import CellValue

Values = Mapping[str, CellValue]
Cells = Mapping[str, str | int | bool]

_NEVER_CHOSEN = object()
"""A field the item does not hold, as against one that is empty."""


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is read from its cells and written to them."""

    cells: tuple[str, ...]
    read: Callable[[Values], object]
    write: Callable[[FieldValue], Cells]
    optional: bool = False


def fields_of(cells: Mapping[str, Cell]) -> tuple[Fields, bool]:
    """The fields the cells mean, and whether every cell could be read."""
    fields: dict[FieldName, FieldValue] = {}
    whole = True
    for field in CALENDAR:
        codec = _CODECS[field.name]
        if any(name in cells and cells[name].state is CellState.FOREIGN for name in codec.cells):
            continue
        try:
            value = codec.read(_values(cells, codec.cells))
        # Unreadable, or nothing that Outlook's table lists; a named property is anybody's to write.
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            whole = whole and codec.optional
        else:
            if value is not _NEVER_CHOSEN:
                fields[field.name] = value  # type: ignore[assignment]  # a codec's own value
    return fields, whole


def cells_of(fields: Fields) -> Json:
    """The seam's cells that write these fields and touch no other."""
    return {
        name: value_cell(value)
        for field, content in fields.items()
        for name, value in _CODECS[field].write(content).items()
    }


def _values(cells: Mapping[str, Cell], names: tuple[str, ...]) -> Values:
    for name in names:
        if cells[name].state not in (CellState.VALUE, CellState.ABSENT):
            raise ValueError(f"{name} is {cells[name].state}")
    return {name: cells[name].value for name in names}


def _text(name: str) -> _Codec:
    return _Codec(
        (name,), lambda values: values[name] or None, lambda value: {name: str(value or "")}
    )


def _choice(name: str) -> _Codec:
    """One of the CRM's own values: absent is not the same as chosen empty."""

    def read(values: Values) -> object:
        return _NEVER_CHOSEN if values[name] is None else values[name] or None

    return _Codec((name,), read, lambda value: {name: str(value or "")})


def _enum(name: str, words: tuple[str, ...]) -> _Codec:
    def read(values: Values) -> object:
        number = int(values[name] or 0)
        if not 0 <= number < len(words):
            raise ValueError(f"{name} is {number}")
        return words[number]

    def write(value: FieldValue) -> Cells:
        return {name: words.index(value)} if isinstance(value, str) else {}

    return _Codec((name,), read, write)


def _reminder(name: str) -> _Codec:
    def read(values: Values) -> object:
        return int(values[name] or 0) if values["ReminderSet"] else None

    def write(value: FieldValue) -> Cells:
        if not isinstance(value, int):
            return {"ReminderSet": False}
        return {"ReminderSet": True, name: value}

    return _Codec(("ReminderSet", name), read, write)


def _names(name: str) -> _Codec:
    """Categories: the separator is the locale's, but no name may hold either one."""

    def read(values: Values) -> object:
        parts = re.split("[,;]", str(values[name] or ""))
        return tuple(part.strip() for part in parts if part.strip())

    return _Codec((name,), read, lambda value: {name: "; ".join(_tuple(value))})


def _ids(name: str) -> _Codec:
    def read(values: Values) -> object:
        ids = json.loads(str(values[name] or "[]"))
        if not isinstance(ids, list):
            raise ValueError(f"{name} is no list")  # noqa: TRY004  # data, not a caller's mistake
        return tuple(str(each) for each in ids)

    return _Codec((name,), read, lambda value: {name: json.dumps(list(_tuple(value)))})


def _never(_: FieldValue) -> Cells:
    raise ValueError("Outlook's own: written by nobody")


def _attendees(name: str) -> _Codec:
    def read(values: Values) -> object:
        if values[name] is None:
            return _NEVER_CHOSEN
        people = json.loads(str(values[name]))
        return tuple(attendee(each["address"], _answer(each["response"])) for each in people)

    return _Codec((name,), read, _never, optional=True)


def _response(name: str) -> _Codec:
    def read(values: Values) -> object:
        return _NEVER_CHOSEN if values[name] is None else _answer(int(values[name] or 0))

    return _Codec((name,), read, _never, optional=True)


def _answer(number: int) -> str:
    if not 0 <= number < len(RESPONSE_VALUES):
        raise ValueError(f"a response is {number}")
    return RESPONSE_VALUES[number]


def _tuple(value: FieldValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _when() -> _Codec:
    def write(value: FieldValue) -> Cells:
        return when.cells_of(value) if isinstance(value, Timed | AllDay) else {}

    return _Codec(when.CELLS, when.when_of, write)


def _cell_name(name: FieldName) -> str:
    return BY_NAME[name].outlook


_CODECS: Mapping[FieldName, _Codec] = {
    FieldName.WHEN: _when(),
    FieldName.BUSY: _enum(_cell_name(FieldName.BUSY), BUSY_VALUES),
    FieldName.IMPORTANCE: _enum(_cell_name(FieldName.IMPORTANCE), IMPORTANCE_VALUES),
    FieldName.SENSITIVITY: _enum(_cell_name(FieldName.SENSITIVITY), SENSITIVITY_VALUES),
    FieldName.REMINDER: _reminder(_cell_name(FieldName.REMINDER)),
    FieldName.CATEGORIES: _names(_cell_name(FieldName.CATEGORIES)),
    **{
        name: _text(_cell_name(name))
        for name in FieldName
        if name in (FieldName.SUBJECT, FieldName.DESCRIPTION, FieldName.LOCATION)
    },
    **{name: _choice(_cell_name(name)) for name in (FieldName.TYPE, FieldName.STATUS)},
    **{
        name: _ids(_cell_name(name))
        for name in (FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS)
    },
    FieldName.ATTENDEES: _attendees(_cell_name(FieldName.ATTENDEES)),
    FieldName.RESPONSE: _response(_cell_name(FieldName.RESPONSE)),
}
