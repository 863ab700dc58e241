"""A field's value as JSON and back, for the bases in the state file."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from .fields import FieldName, Fields, FieldValue
from .when import AllDay, Timed

Json = str | int | bool | list[str] | dict[str, str | None] | None
"""What `encode` makes: everything that json.dumps takes without help."""


def encode(value: FieldValue) -> Json:
    """The value as JSON; `decode` gives back an equal one."""
    if isinstance(value, Timed):
        return {
            "start": value.start.isoformat(),
            "end": value.end.isoformat(),
            "zone": value.zone,
        }
    if isinstance(value, AllDay):
        return {"first": value.first.isoformat(), "end": value.end.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def decode(value: object) -> FieldValue:
    """The value that `encode` made this JSON of; raises ValueError for anything else."""
    if isinstance(value, dict):
        return _when(value)
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    if value is None or isinstance(value, str | int | bool):
        return value
    raise ValueError(f"not a field's value: {type(value).__name__}")


def encode_fields(fields: Fields) -> dict[str, Json]:
    """Several fields by their names."""
    return {name.value: encode(value) for name, value in fields.items()}


def decode_fields(record: Mapping[str, object]) -> Fields:
    """What `encode_fields` made; raises ValueError for an unknown name or value."""
    return {FieldName(name): decode(value) for name, value in record.items()}


def _when(record: dict[str, object]) -> Timed | AllDay:
    try:
        if "first" in record:
            first, end = str(record["first"]), str(record["end"])
            return AllDay(date.fromisoformat(first), date.fromisoformat(end))
        zone = record["zone"]
        return Timed(
            _instant(record["start"]),
            _instant(record["end"]),
            str(zone) if zone is not None else None,
        )
    except KeyError as missing:
        raise ValueError(f"a time without {missing}") from None


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
