"""The CRM's filter language: one operator with its arguments a JSON object."""

import json
from collections.abc import Iterable
from datetime import datetime

from .choices import OWNER, UPDATED, time_text
from .schema import FieldMap

Filter = dict[str, list[object]]


def text(where: Filter) -> str:
    """As it stands in an address, without needless blanks."""
    return json.dumps(where, separators=(",", ":"), ensure_ascii=False)


def equal(name: str, value: str) -> Filter:
    """``name`` is ``value``; the CRM compares texts without regard to case."""
    return {"$eq": [name, value]}


def among(name: str, values: Iterable[str]) -> Filter:
    """``name`` is one of ``values``."""
    return {"$in": [name, list(values)]}


def contains(name: str, text: str) -> Filter:
    """``name`` holds ``text``, in any case."""
    return {"$cts": [name, text]}


def either(*filters: Filter) -> Filter:
    """One of them holds."""
    return filters[0] if len(filters) == 1 else {"$or": list(filters)}


def both(*filters: Filter) -> Filter:
    """All of them hold."""
    return {"$and": [part for each in filters for part in each.get("$and", [each])]}


def owned_by(user: str) -> Filter:
    """The user's own records."""
    return equal(OWNER, user)


def changed_after(instant: str) -> Filter:
    """Changed later than that, in the server's own writing of it."""
    return {"$gt": [UPDATED, instant]}


def changed_from(instant: str) -> Filter:
    """Changed then or later."""
    return {"$gte": [UPDATED, instant]}


def overlapping(fields: FieldMap, start: datetime, end: datetime) -> Filter:
    """What overlaps the window: the rule of `outlook_crm.crm.crmservice.version.Seen.overlaps`."""
    begins, ends = fields.name("start"), fields.name("end")
    first, last = time_text(start), time_text(end)
    reaches: Filter = {"$or": [{"$gt": [ends, first]}, {"$gte": [begins, first]}]}
    return {"$and": [{"$lt": [begins, last]}, reaches]}
