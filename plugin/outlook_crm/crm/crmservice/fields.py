"""A record's attributes and the fields they mean, driven by the table of the calendar's fields.

A value that cannot be expressed (a priority of the firm's own) leaves its field
out, and the item is not whole.  Types and status are the firm's own words: they
pass as they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.fields import BY_NAME, CALENDAR, FieldName, Fields, FieldValue
from outlook_crm.domain.when import AllDay, Timed

from .choices import (
    BUSY_WORDS,
    CATEGORY_SEPARATOR,
    NO_TEXT,
    NUMBER,
    PRIORITY_WORDS,
    VISIBILITY_WORDS,
    day_text,
    time_of,
    time_text,
)
from .schema import Attribute, FieldMap

Values = Mapping[str, Any]
"""Attribute values by role."""

_NOBODY = (None, "", "0", 0)
"""How servers write that a record points to none."""
_NO = (None, "", "0", 0, False, "false", "no")


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is read from the values of its roles and written to them.

    ``read`` raises ValueError for a value that it has no word for.
    """

    roles: tuple[str, ...]
    read: Callable[[Values], FieldValue]
    write: Callable[[FieldValue], Values]


def fields_of(record: Resource, fields: FieldMap) -> tuple[Fields, bool]:
    """The fields the record shows, and whether all that this installation holds could be read."""
    values = {
        role: record.attributes[each.name]
        for role, each in fields.attributes.items()
        if each.name in record.attributes
    }
    shown: dict[FieldName, FieldValue] = {}
    whole = True
    for field in CALENDAR:
        if field.name not in fields.fields:
            continue
        try:
            shown[field.name] = _read(field.name, record, values, fields)
        except (ValueError, KeyError, TypeError, OverflowError):  # no value of the field's
            whole = False
    return shown, whole


def attributes_of(written: Fields, fields: FieldMap) -> dict[str, Any]:
    """The attributes that write these fields and touch no other; relations are not among them."""
    attributes: dict[str, Any] = {}
    for name, value in written.items():
        if name not in fields.fields or name not in _CODECS:
            continue
        for role, each in _CODECS[name].write(value).items():
            attribute = fields.attributes.get(role)
            if attribute and not (each is None and _must_be_more(attribute)):
                attributes[attribute.name] = fitting(each, attribute)
    return attributes


def links_of(written: Fields, fields: FieldMap) -> dict[str, tuple[str, ...]]:
    """The ends of the many-to-many relations among these fields, by the relation's role."""
    return {
        field.crm: _tuple(written[field.name])
        for field in CALENDAR
        if field.name in written and field.crm in fields.relations
    }


def _read(name: FieldName, record: Resource, values: Values, fields: FieldMap) -> FieldValue:
    role = BY_NAME[name].crm
    if role in fields.relations:
        return record.relations[fields.relations[role]]
    return _CODECS[name].read(values)


def _must_be_more(attribute: Attribute) -> bool:
    """Whether it can neither be empty nor an empty text: then it keeps what it has."""
    return not attribute.nullable and attribute.type in NO_TEXT | NUMBER


def fitting(value: Any, attribute: Attribute) -> Any:
    """The value as the attribute takes it: no null where it refuses that, no text too long."""
    if value is None and not attribute.nullable:
        return ""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text[: attribute.size] if attribute.size else text


def _text(role: str) -> _Codec:
    def read(values: Values) -> FieldValue:
        value = values[role]
        return None if value in (None, "") else str(value)

    return _Codec((role,), read, lambda value: {role: value or None})


def _word(role: str, words: Mapping[str, str]) -> _Codec:
    """One of a few words; several of ours may share one of the CRM's, the first is its meaning."""
    meanings: dict[str, str] = {}
    for ours, theirs in words.items():
        meanings.setdefault(theirs.casefold(), ours)

    def read(values: Values) -> FieldValue:
        value = values[role]
        if value in (None, ""):
            return None
        if str(value).casefold() not in meanings:
            raise ValueError(f"{role} is {value}")
        return meanings[str(value).casefold()]

    def write(value: FieldValue) -> Values:
        return {role: words[value]} if isinstance(value, str) else {}

    return _Codec((role,), read, write)


def _reminder(role: str) -> _Codec:
    def read(values: Values) -> FieldValue:
        return None if values[role] in (None, "") else int(values[role])

    return _Codec((role,), read, lambda value: {role: value})


def _names(role: str) -> _Codec:
    def read(values: Values) -> FieldValue:
        parts = str(values[role] or "").split(CATEGORY_SEPARATOR.strip())
        return tuple(part.strip() for part in parts if part.strip())

    def write(value: FieldValue) -> Values:
        return {role: CATEGORY_SEPARATOR.join(_tuple(value)) or None}

    return _Codec((role,), read, write)


def _one_id(role: str) -> _Codec:
    """At most one: of several the first."""

    def read(values: Values) -> FieldValue:
        return () if values[role] in _NOBODY else (str(values[role]),)

    return _Codec((role,), read, lambda value: {role: next(iter(_tuple(value)), None)})


def _when() -> _Codec:
    def read(values: Values) -> FieldValue:
        start, end = time_of(values["start"]), time_of(values["end"])
        # Without the attribute, whole days are known by the midnights that stand for them.
        by_hours = _is_midnight(start) and _is_midnight(end) and end > start
        all_day = _is_yes(values["all_day"]) if "all_day" in values else by_hours
        return _days(start, end) if all_day else Timed(start, end)

    return _Codec(("start", "end", "all_day"), read, _write_when)


def _is_yes(value: object) -> bool:
    return value not in _NO and str(value).casefold() not in _NO


def _days(start: datetime, end: datetime) -> AllDay:
    """The CRM's own windows may end a day at 23:59: the day of the end counts then."""
    last = end.date() if _is_midnight(end) else end.date() + timedelta(days=1)
    return AllDay(start.date(), max(last, start.date() + timedelta(days=1)))


def _write_when(value: FieldValue) -> Values:
    if isinstance(value, AllDay):
        return _span(day_text(value.first), day_text(value.end), all_day=True)
    if isinstance(value, Timed):
        return _span(time_text(value.start), time_text(value.end), all_day=False)
    return {}


def _span(start: str, end: str, *, all_day: bool) -> Values:
    return {"start": start, "end": end, "all_day": all_day}


def _is_midnight(instant: datetime) -> bool:
    return instant.timetz() == time(tzinfo=UTC)


def _tuple(value: FieldValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


_CODECS: Mapping[FieldName, _Codec] = {
    FieldName.SUBJECT: _text("subject"),
    FieldName.DESCRIPTION: _text("description"),
    FieldName.LOCATION: _text("location"),
    FieldName.WHEN: _when(),
    FieldName.BUSY: _word("busy", BUSY_WORDS),
    FieldName.IMPORTANCE: _word("priority", PRIORITY_WORDS),
    FieldName.REMINDER: _reminder("reminder"),
    FieldName.CATEGORIES: _names("categories"),
    FieldName.SENSITIVITY: _word("visibility", VISIBILITY_WORDS),
    FieldName.TYPE: _text("type"),
    FieldName.STATUS: _text("status"),
    FieldName.PROJECTS: _one_id("projects"),
    FieldName.ATTENDEES: _names("attendees"),
    FieldName.RESPONSE: _text("response"),
}
