"""The version of a record: when it changed, when it takes place, and a digest of the rest.

``<updated_at> <start> <end> <digest>``, start and end in whole seconds since 1970.
The span is in it so that a quiet pass can count what lies in the window without
reading anything.  The digest holds the values and the ends of the relations, so that
a version changes whenever one of them does, also where ``updated_at`` does not.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from outlook_crm.crm.jsonapi import Resource

from .choices import UPDATED, time_of
from .schema import FieldMap

_NO_TIME = "-"


class Seen(NamedTuple):
    """What a version tells.  ``start`` and ``end`` are None where the record has none."""

    updated: str
    start: float | None
    end: float | None

    def overlaps(self, begins: float, ends: float) -> bool:
        """Whether it reaches into the window: the rule of `filters.overlapping`."""
        if self.start is None:
            return False
        reaches = self.start >= begins or (self.end is not None and self.end > begins)
        return self.start < ends and reaches


def version_of(record: Resource, fields: FieldMap) -> str:
    """The record's version; the same for two records that show the same."""
    names = {each.name for each in fields.attributes.values()}
    values = {name: record.attributes.get(name) for name in names}
    ends = {name: sorted(record.relations.get(name, ())) for name in fields.relations.values()}
    text = json.dumps([values, ends], sort_keys=True, default=str).encode()
    digest = hashlib.blake2b(text, digest_size=8).hexdigest()
    updated = updated_of(record)
    start = _seconds(record.attributes, fields.name("start"))
    end = _seconds(record.attributes, fields.name("end"))
    return f"{updated} {start} {end} {digest}"


def updated_of(record: Resource) -> str:
    """The record's time of change in the server's own writing, without blanks."""
    return str(record.attributes.get(UPDATED)).replace(" ", "T")


def seen(version: str) -> Seen | None:
    """What a version tells; None for a text that is none of ours."""
    match version.split(" "):
        case [updated, start, end, _]:
            try:
                return Seen(updated, _number(start), _number(end))
            except ValueError:
                return None
    return None


def _seconds(attributes: Mapping[str, Any], name: str) -> str:
    try:
        return format(time_of(attributes.get(name)).timestamp(), ".15g")
    except ValueError:
        return _NO_TIME


def _number(text: str) -> float | None:
    return None if text == _NO_TIME else float(text)
