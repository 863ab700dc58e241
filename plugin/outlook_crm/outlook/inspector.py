"""An appointment as its open window holds it: what was typed and not saved counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from outlook_crm.domain.fields import BY_NAME, FieldName
from outlook_crm.errors import Missing

from . import records
from .gateway import Gateway

CHOSEN = (
    FieldName.TYPE,
    FieldName.STATUS,
    FieldName.ACCOUNTS,
    FieldName.CONTACTS,
    FieldName.PROJECTS,
)
"""The fields that a user chooses in an appointment's window."""

_APPOINTMENT = 26  # olAppointment


class Recurrence(IntEnum):
    """OlRecurrenceState."""

    SINGLE = 0
    SERIES = 1
    OCCURRENCE = 2
    EXCEPTION = 3


@dataclass(frozen=True, slots=True)
class OpenAppointment:
    """One window's appointment.

    ``id`` and ``gid`` are "" before its first save; ``stamp`` is the CRM id it is
    linked to, "" for none.  ``values`` are cells as text, None where nothing was ever
    chosen.
    """

    session: str
    store: str
    folder: str
    id: str
    gid: str
    recurrence: Recurrence
    stamp: str
    attendees: Sequence[str]
    values: Mapping[FieldName, str | None]


def inspect(gateway: Gateway, session: str, pairing: str) -> OpenAppointment | None:
    """Ask for the window's item; None when it is closed or shows something else.

    Raises what `outlook_crm.outlook.records.opened` raises.
    """
    try:
        answer = records.opened(
            gateway.Inspect(json.dumps({"session": session, "pairing": pairing}))
        )
    except Missing:
        return None
    if answer["class"] != _APPOINTMENT:
        return None
    return OpenAppointment(
        session,
        str(answer["store"]),
        str(answer["folder"]),
        str(answer["id"]),
        str(answer["gid"]),
        Recurrence(int(answer["recurrence"])),
        str(answer["stamp"]),
        [str(each) for each in answer["attendees"]],
        {name: _text(answer["cells"][BY_NAME[name].outlook]) for name in CHOSEN},
    )


def place_of(gateway: Gateway, session: str) -> tuple[str, str] | None:
    """Store and folder of whatever a window shows; None when it is closed.

    Raises what `outlook_crm.outlook.records.opened` raises.
    """
    try:
        answer = records.opened(gateway.Inspect(json.dumps({"session": session, "pairing": ""})))
    except Missing:
        return None
    return str(answer["store"]), str(answer["folder"])


def ids_of(value: str | None) -> tuple[str, ...]:
    """The CRM ids in a relation's cell; none where it holds something else."""
    try:
        ids = json.loads(value or "[]")
    except ValueError:
        return ()
    return tuple(str(each) for each in ids) if isinstance(ids, list) else ()


def _text(cell: Mapping[str, object]) -> str | None:
    return str(cell["text"]) if cell["state"] == "value" else None
