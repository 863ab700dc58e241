"""What this installation does to values before it keeps them: the quirks, applied."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.crm_server.switchboard import SWITCHBOARD, Quirks

Attributes = Mapping[str, Any]


def kept(attributes: Attributes) -> dict[str, Any]:
    """The attributes as this installation keeps them; values of a wrong kind stay as they are."""
    found = dict(attributes)
    quirks = SWITCHBOARD.quirks
    for name, value in found.items():
        if isinstance(value, str):
            found[name] = _text(name, value, quirks)
    return found


def kept_time(moment: datetime) -> datetime:
    """The time as this installation keeps it."""
    if SWITCHBOARD.quirks.drop_seconds:
        return moment.replace(second=0, microsecond=0)
    return moment


def _text(name: str, value: str, quirks: Quirks) -> str:
    if quirks.trim_text:
        value = value.strip()
    change = _BY_NAME.get(name)
    return value if change is None else change(value, quirks)


def _subject(value: str, quirks: Quirks) -> str:
    return value[: quirks.subject_cut] if quirks.subject_cut else value


def _body(value: str, quirks: Quirks) -> str:
    return " ".join(value.split()) if quirks.flatten_body else value


_BY_NAME: Mapping[str, Callable[[str, Quirks], str]] = {"subject": _subject, "description": _body}
