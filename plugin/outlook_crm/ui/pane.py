"""The activity pane of an appointment's window, as values (docs/seam.md, "Appointment windows")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from outlook_crm.domain.fields import BY_NAME, FieldName

from . import appointment_ribbon, picker
from .picker import RELATIONS, Row
from .ribbon_state import Text
from .window import Choice

Texts = Mapping[FieldName, Mapping[str, str]]
"""How chosen records read, by relation and id."""


class Standing(Enum):
    """Whether the user may choose in a window, and if not, why."""

    USABLE = "usable"
    LOGGED_OUT = "logged out"  # usable, too: what is chosen is sent after the next log-in
    NOT_PAIRED = "not paired"
    ELSEWHERE = "elsewhere"
    OCCURRENCE = "occurrence"


@dataclass(frozen=True, slots=True)
class Shown:
    """What one window shows.

    ``crm`` names the CRM that choices are for, in the seam's words.  ``types`` and
    ``statuses`` are those of the CRM in the user's words; ``chosen`` the values the
    appointment has.  ``relations`` are those this CRM knows, ``single`` those of them that
    take one record only.  ``new``: it was never saved; ``default`` is the type that it then
    gets without a choice, "" where it gets none.
    """

    session: str
    standing: Standing
    crm: str = ""
    linked: bool = False
    types: Sequence[Choice] = ()
    statuses: Sequence[Choice] = ()
    chosen: Mapping[FieldName, str | None] = field(default_factory=dict)
    relations: Sequence[FieldName] = RELATIONS
    single: frozenset[FieldName] = frozenset()
    texts: Texts = field(default_factory=dict)
    new: bool = False
    default: str = ""


def record(text: Text, shown: Shown) -> dict[str, Any]:
    """The JSON object of `IShell.SetInspector`."""
    usable = shown.standing in (Standing.USABLE, Standing.LOGGED_OUT)
    types = _offered(text, shown, FieldName.TYPE, shown.types)
    statuses = _offered(text, shown, FieldName.STATUS, shown.statuses)
    why = words(text, shown.standing)
    return {
        "session": shown.session,
        "crm": shown.crm,
        "controls": appointment_ribbon.group(
            text,
            types=types,
            statuses=statuses,
            usable=usable,
            linked=shown.linked,
            why=why,
        ),
        "pane": {
            "title": text("CRM"),
            "message": why,
            "fields": [
                _choice(
                    FieldName.TYPE, text("&Type"), types, _unchosen(text, shown), usable=usable
                ),
                _choice(FieldName.STATUS, text("St&atus"), statuses, "", usable=usable),
                *(_picker(text, shown, each, usable=usable) for each in shown.relations),
            ],
        },
    }


def words(text: Text, standing: Standing) -> str:
    """Why the user cannot choose, or what becomes of the choice; "" when all is well."""
    return text(_WORDS[standing]) if standing in _WORDS else ""


_WORDS: Mapping[Standing, str] = {
    Standing.LOGGED_OUT: (
        "You are logged out. What you choose here is kept and goes to the CRM after the next login."
    ),
    Standing.NOT_PAIRED: "No calendar is paired with the CRM yet.",
    Standing.ELSEWHERE: "This appointment is not in the calendar that is paired with the CRM.",
    Standing.OCCURRENCE: (
        "This occurrence follows its series. Open the series to change type, status or relations."
    ),
}


def found(
    text: Text,
    session: str,
    relation: FieldName,
    rows: Sequence[Row],
    note: str = "",
    *,
    number: int,
) -> dict[str, Any]:
    """The JSON object of `IShell.UpdatePane` that answers a search, see `picker.found`."""
    cell = BY_NAME[relation].outlook
    return {"session": session, "found": picker.found(text, cell, rows, note, number=number)}


def texts(session: str, known: Texts) -> dict[str, Any]:
    """The JSON object of `IShell.UpdatePane` that tells how chosen records read."""
    return {
        "session": session,
        "texts": {BY_NAME[name].outlook: dict(of) for name, of in known.items()},
    }


def _offered(
    text: Text, shown: Shown, name: FieldName, choices: Sequence[Choice]
) -> Sequence[Choice]:
    """Empty, the CRM's values, and what the appointment has that is no longer among them."""
    now = shown.chosen.get(name)
    gone = now and now not in {each.value for each in choices}
    return [
        Choice("", text("(empty)")),
        *choices,
        *([Choice(now, now)] if gone and now else []),
    ]


def _unchosen(text: Text, shown: Shown) -> str:
    """What becomes of a new appointment whose type nobody chooses."""
    if not shown.new or shown.standing not in (Standing.USABLE, Standing.LOGGED_OUT):
        return ""
    if not shown.default:
        return text("Without a type it stays in Outlook.")
    by_value = {each.value: each.text for each in shown.types}
    told = by_value.get(shown.default, shown.default)
    return text("If you choose none: {type}. With (empty) it stays in Outlook.", type=told)


def _choice(
    name: FieldName, label: str, choices: Sequence[Choice], hint: str, *, usable: bool
) -> dict[str, Any]:
    return {
        "cell": BY_NAME[name].outlook,
        "kind": "choice",
        "label": label,
        "enabled": usable,
        "hint": hint,
        "choices": [{"value": one.value, "text": one.text} for one in choices],
    }


def _picker(text: Text, shown: Shown, name: FieldName, *, usable: bool) -> dict[str, Any]:
    only_one = name in shown.single
    return {
        "cell": BY_NAME[name].outlook,
        "kind": "picker",
        "label": text(_LABELS[name]),
        "enabled": usable,
        "hint": text("The CRM keeps one here: another one takes its place.") if only_one else "",
        **picker.words(text, name, shown.texts.get(name, {}), only_one=only_one),
    }


_LABELS: Mapping[FieldName, str] = {
    FieldName.ACCOUNTS: "&Companies",
    FieldName.CONTACTS: "C&ontacts",
    FieldName.PROJECTS: "&Projects",
}
