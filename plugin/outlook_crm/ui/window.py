"""Windows as values: what Python describes and the shim draws (docs/seam.md, "Windows")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FieldKind = Literal["text", "secret", "choice", "check", "number", "note", "checklist"]
Role = Literal["default", "cancel", "plain"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a pick list: what is stored and what is shown."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class WindowField:
    """One control with its label; ``label`` marks its access key by ``&``.

    ``value`` is a string, a boolean (check), an integer (number) or a list of
    strings (checklist).  ``notify`` sends `window.change` while the user edits.
    """

    name: str
    kind: FieldKind
    label: str
    value: str | bool | int | Sequence[str] = ""
    choices: Sequence[Choice] = ()
    minimum: int = 0
    maximum: int = 0
    enabled: bool = True
    hint: str = ""
    notify: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    title: str
    fields: Sequence[WindowField]


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``cancel`` closes the window by itself, the others submit it."""

    name: str
    text: str
    role: Role = "plain"


@dataclass(frozen=True, slots=True)
class Window:
    """A whole window."""

    name: str
    title: str
    sections: Sequence[Section]
    buttons: Sequence[Button]
    message: str = ""

    def record(self) -> dict[str, Any]:
        """The JSON object of `IShell.OpenWindow`."""
        return {
            "window": self.name,
            "title": self.title,
            "message": self.message,
            "sections": [
                {"title": section.title, "fields": [_field(one) for one in section.fields]}
                for section in self.sections
            ],
            "buttons": [
                {"name": button.name, "text": button.text, "role": button.role}
                for button in self.buttons
            ],
        }


@dataclass(frozen=True, slots=True)
class Patch:
    """A change to an open window; what is None or empty stays as it is.

    ``errors`` replaces all messages beside fields, so an empty mapping clears them.
    """

    window: str
    errors: Mapping[str, str] | None = None
    message: str | None = None
    busy: bool | None = None
    close: bool = False
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The JSON object of `IShell.UpdateWindow`."""
        record: dict[str, Any] = {"window": self.window}
        if self.errors is not None:
            record["errors"] = dict(self.errors)
        if self.message is not None:
            record["message"] = self.message
        if self.busy is not None:
            record["busy"] = self.busy
        if self.close:
            record["close"] = True
        if self.choices:
            record["choices"] = {name: _choices(rows) for name, rows in self.choices.items()}
        if self.values:
            record["values"] = dict(self.values)
        return record


def _field(one: WindowField) -> dict[str, Any]:
    value = one.value if isinstance(one.value, str | bool | int) else list(one.value)
    return {
        "name": one.name,
        "kind": one.kind,
        "label": one.label,
        "value": value,
        "choices": _choices(one.choices),
        "minimum": one.minimum,
        "maximum": one.maximum,
        "enabled": one.enabled,
        "hint": one.hint,
        "notify": one.notify,
    }


def _choices(rows: Sequence[Choice]) -> list[dict[str, str]]:
    return [{"value": row.value, "text": row.text} for row in rows]
