"""An appointment as its open window holds it: what was typed and not saved counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from outlook_crm.domain.fields import BY_NAME, FieldName
from outlook_crm.errors import Missing

from . import records
from .choices import Whose
from .gateway import Gateway
from .records import Json

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


def inspect(gateway: Gateway, session: str, pairing: str, whose: Whose) -> OpenAppointment | None:
    """Ask for the window's item; None when it is closed or shows something else.

    Without a pairing ("") nobody's choices are told.
    Raises what `outlook_crm.outlook.records.opened` raises.
    """
    answer = _asked(gateway, session, pairing, whose)
    if answer is None or answer["class"] != _APPOINTMENT:
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
        {name: _text(answer["cells"].get(BY_NAME[name].outlook)) for name in CHOSEN},
    )


def place_of(gateway: Gateway, session: str) -> tuple[str, str] | None:
    """Store and folder of whatever a window shows; None when it is closed.

    Raises what `outlook_crm.outlook.records.opened` raises.
    """
    answer = _asked(gateway, session)
    return (str(answer["store"]), str(answer["folder"])) if answer else None


def ids_of(value: str | None) -> tuple[str, ...]:
    """The CRM ids in a relation's cell; none where it holds something else."""
    try:
        ids = json.loads(value or "[]")
    except ValueError:
        return ()
    return tuple(str(each) for each in ids) if isinstance(ids, list) else ()


def _asked(
    gateway: Gateway, session: str, pairing: str = "", whose: Whose | None = None
) -> Json | None:
    question = {"session": session, "pairing": pairing} | dict(whose.asked() if whose else {})
    try:
        return records.opened(gateway.Inspect(json.dumps(question)))
    except Missing:
        return None


def _text(cell: Mapping[str, object] | None) -> str | None:
    return str(cell["text"]) if cell and cell["state"] == "value" else None
