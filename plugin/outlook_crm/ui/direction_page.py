"""Preferences: which days and types travel in one direction."""

from collections.abc import Mapping, Sequence
from typing import Any

from outlook_crm.domain.policy import Direction, Types
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY
from outlook_crm.settings.model import Settings

from .ribbon_state import Text
from .window import Choice, WindowField

TO_CRM, TO_OUTLOOK = "to_crm", "to_outlook"


def fields(
    text: Text, prefix: str, chosen: Direction, types: Sequence[Choice]
) -> list[WindowField]:
    """The direction whose settings begin with ``prefix``; ``types`` are the CRM's."""
    return [
        WindowField(
            f"{prefix}.history_days",
            "number",
            text("&History (days)"),
            chosen.window.history_days,
            maximum=MOST_HISTORY,
        ),
        WindowField(
            f"{prefix}.forward_days",
            "number",
            text("F&orward (days)"),
            chosen.window.forward_days,
            maximum=MOST_FORWARD,
        ),
        _types(text, f"{prefix}.create_types", text("&Create these types"), chosen.create, types),
        _types(
            text,
            f"{prefix}.change_types",
            text("Chang&e and delete these types"),
            chosen.change,
            types,
        ),
    ]


def offered(types: Sequence[Choice], chosen: frozenset[str]) -> list[Choice]:
    """The CRM's types, and what was chosen once and is no longer among them."""
    gone = chosen - {one.value for one in types}
    return [*types, *(Choice(value, value) for value in sorted(gone))]


def silence(text: Text, settings: Settings) -> str:
    """Which direction is silent because no type is chosen there; "" when both move."""
    return _notice(text, to_crm=_moves(settings.to_crm), to_outlook=_moves(settings.to_outlook))


def silence_of(text: Text, values: Mapping[str, Any]) -> str:
    """The same of what is ticked now."""
    return _notice(text, to_crm=_ticked(values, TO_CRM), to_outlook=_ticked(values, TO_OUTLOOK))


def _types(
    text: Text, name: str, label: str, chosen: Types, types: Sequence[Choice]
) -> WindowField:
    rows = offered(types, chosen.names)
    return WindowField(
        name,
        "checklist",
        label,
        [one.value for one in rows if one.value in chosen],
        choices=rows,
        enabled=bool(types),
        hint=text("All ticked: types made later, too.")
        if types
        else text("Can be chosen after the first login."),
        notify=True,
    )


def _moves(direction: Direction) -> bool:
    return any(one.everything or one.names for one in (direction.create, direction.change))


def _ticked(values: Mapping[str, Any], prefix: str) -> bool:
    return bool(values.get(f"{prefix}.create_types") or values.get(f"{prefix}.change_types"))


def _notice(text: Text, *, to_crm: bool, to_outlook: bool) -> str:
    if to_crm and to_outlook:
        return ""
    if to_crm:
        return text("Nothing goes from the CRM to Outlook: no type is ticked there.")
    if to_outlook:
        return text("Nothing goes from Outlook to the CRM: no type is ticked there.")
    return text("Nothing is synchronised: no type is ticked in either direction.")
