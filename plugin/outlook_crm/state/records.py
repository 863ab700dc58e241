"""Links and steps as rows and JSON text, both ways."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from outlook_crm.domain.codec import decode, decode_fields, encode, encode_fields
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Defect
from outlook_crm.sync.values import Base, Link, Rendering, Step, StepKind

from .database import Row

LINK_COLUMNS = (
    "pairing, crm_id, outlook_id, key, base, seen_outlook, seen_crm, stamped, keyed, born,"
    " missing_side, missing_since, failures, trouble"
)

_NAMES: Mapping[str, FieldName] = {name.value: name for name in FieldName}
_SIDES: Mapping[str, Side] = {side.value: side for side in Side}


class StoredBase(Mapping[FieldName, Rendering]):
    """A base that is read from its text when it is first looked into.

    A run in which nothing changed looks into none, and decoding 10,000 of them
    takes longer than all the rest of such a run.  ``opened`` is told of the first look,
    for then it takes several times the memory.
    """

    __slots__ = ("_base", "_opened", "text")

    def __init__(self, text: str, opened: Callable[[], None]) -> None:
        self.text = text
        self._base: Base | None = None
        self._opened = opened

    def __getitem__(self, name: FieldName) -> Rendering:
        return self._decoded()[name]

    def __iter__(self) -> Iterator[FieldName]:
        return iter(self._decoded())

    def __len__(self) -> int:
        return len(self._decoded())

    def __repr__(self) -> str:
        return repr(self._decoded())

    def _decoded(self) -> Base:
        if self._base is None:
            self._opened()
            self._base = _base(json.loads(self.text))
        return self._base


def link_row(link: Link) -> Row:
    """The values of `LINK_COLUMNS`."""
    return (
        link.pairing,
        link.crm_id,
        link.outlook_id,
        link.key,
        _base_text(link.base),
        link.seen_outlook,
        link.seen_crm,
        int(link.stamped),
        int(link.keyed),
        link.born.value,
        link.missing_side and link.missing_side.value,
        link.missing_since and time_text(link.missing_since),
        link.failures,
        link.trouble,
    )


def link_of(row: Row, opened: Callable[[], None]) -> Link:
    """The link of a row of `LINK_COLUMNS`; ``opened`` as of `StoredBase`."""
    pairing, crm_id, outlook_id, key, base, seen_outlook, seen_crm = row[:7]
    stamped, keyed, born, missing_side, missing_since, failures, trouble = row[7:]
    return Link(
        pairing,
        outlook_id,
        crm_id,
        key,
        StoredBase(base, opened),
        seen_outlook,
        seen_crm,
        stamped != 0,
        keyed != 0,
        _SIDES[born],
        _SIDES[missing_side] if missing_side else None,
        time_of(missing_since) if missing_since else None,
        failures,
        trouble,
    )


def step_text(step: Step) -> str:
    """A step as JSON."""
    return json.dumps(
        {
            "kind": step.kind,
            "side": step.side,
            "target": step.target,
            "source": step.source,
            "key": step.key,
            "fields": encode_fields(step.fields),
            "expect": step.expect,
            "reason": step.reason,
        }
    )


def step_of(text: str) -> Step:
    """The step of a JSON text that `step_text` made."""
    record: dict[str, Any] = json.loads(text)
    return Step(
        StepKind(record["kind"]),
        Side(record["side"]),
        record["target"],
        record["source"],
        record["key"],
        decode_fields(record["fields"]),
        record["expect"],
        record["reason"],
    )


def time_text(time: datetime) -> str:
    """UTC as ISO 8601 with microseconds: equal in length, so that texts sort as times do.

    Raises Defect for a time that is not in UTC.
    """
    if time.tzinfo is not UTC:
        raise Defect("A time that is not in UTC reached the state.")
    return time.isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """The time of a text that `time_text` made."""
    return datetime.fromisoformat(text)


def _base_text(base: Base) -> str:
    if isinstance(base, StoredBase):
        return base.text
    return json.dumps(
        {name.value: _rendering_record(rendering) for name, rendering in base.items()},
        separators=(",", ":"),
    )


def _rendering_record(rendering: Rendering) -> dict[str, Any]:
    return {side.value: encode(rendering.of(side)) for side in Side if rendering.holds(side)}


def _base(record: Mapping[str, Mapping[str, Any]]) -> Base:
    # A field that this version no longer has is left out.
    return {_NAMES[name]: _rendering(sides) for name, sides in record.items() if name in _NAMES}


def _rendering(sides: Mapping[str, Any]) -> Rendering:
    return Rendering(
        outlook=decode(sides["outlook"]) if "outlook" in sides else None,
        crm=decode(sides["crm"]) if "crm" in sides else None,
        has_outlook="outlook" in sides,
        has_crm="crm" in sides,
    )
