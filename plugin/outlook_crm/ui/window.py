"""Windows as values: what Python describes and the shim draws (docs/seam.md, "Windows")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FieldKind = Literal[
    "text",
    "secret",
    "choice",
    "check",
    "number",
    "note",
    "list",
    "checklist",
    "progress",
    "passage",
    "picker",
]
Role = Literal["default", "cancel", "copy", "file", "plain"]
Value = str | bool | int | Sequence[str] | Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a pick list: what is stored and what is shown."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class WindowField:
    """One control with its label; ``label`` marks its access key by ``&``.

    ``value`` is a string, a boolean (check), an integer (number; progress: percent, below
    0 for not known), a list of strings (checklist, picker) or a list of rows of cells (list,
    whose choices are the headings).
    ``notify`` sends `window.change` while the user edits.  ``picker`` are a picker's own words.
    ``hidden``: not drawn until a patch says so.
    """

    name: str
    kind: FieldKind
    label: str
    value: Value = ""
    choices: Sequence[Choice] = ()
    minimum: int = 0
    maximum: int = 0
    enabled: bool = True
    hint: str = ""
    notify: bool = False
    picker: Mapping[str, Any] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; ``beside`` stands to the right of the section before it."""

    title: str
    fields: Sequence[WindowField]
    beside: bool = False

    def record(self) -> dict[str, Any]:
        """Its part of the window's JSON object."""
        return {
            "title": self.title,
            "beside": self.beside,
            "fields": [_field(one) for one in self.fields],
        }


@dataclass(frozen=True, slots=True)
class Page:
    """One of several pages, of which the window shows one; the title has no access key."""

    title: str
    sections: Sequence[Section]

    def record(self) -> dict[str, Any]:
        """Its part of the window's JSON object."""
        return {"title": self.title, "sections": [each.record() for each in self.sections]}


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``cancel`` closes the window by itself, ``copy`` copies, the others submit it.

    ``file`` asks for a file's name first, beginning with ``file``, of one of the ``kinds``
    (their endings and words); where the user thinks better of it, nothing is submitted.
    """

    name: str
    text: str
    role: Role = "plain"
    enabled: bool = True
    file: str = ""
    kinds: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A whole window.

    ``pages`` stand below the sections.  ``modeless``: it stands beside Outlook's windows,
    which go on working.  ``copy`` is what a button of that role copies.  ``focus`` names the
    field that has the focus first, "" for the first that takes input.
    """

    name: str
    title: str
    sections: Sequence[Section]
    buttons: Sequence[Button]
    message: str = ""
    pages: Sequence[Page] = ()
    modeless: bool = False
    copy: str = ""
    focus: str = ""

    @property
    def fields(self) -> Mapping[str, WindowField]:
        """Every field by its name."""
        paged = [section for page in self.pages for section in page.sections]
        return {one.name: one for section in (*self.sections, *paged) for one in section.fields}

    def record(self) -> dict[str, Any]:
        """The JSON object of `IShell.OpenWindow`."""
        return {
            "window": self.name,
            "title": self.title,
            "message": self.message,
            "modeless": self.modeless,
            "copy": self.copy,
            "focus": self.focus,
            "sections": [section.record() for section in self.sections],
            "pages": [page.record() for page in self.pages],
            "buttons": [_button(one) for one in self.buttons],
        }


@dataclass(frozen=True, slots=True)
class Patch:
    """A change to an open window; what is None or empty stays as it is.

    ``errors`` replaces all messages beside fields, so an empty mapping clears them.
    ``enabled`` names fields and buttons.  ``fields`` are described anew: label, hint, whether
    they are hidden.  ``found`` answers a picker's search.
    """

    window: str
    errors: Mapping[str, str] | None = None
    message: str | None = None
    busy: bool | None = None
    close: bool = False
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    enabled: Mapping[str, bool] = field(default_factory=dict)
    fields: Sequence[WindowField] = ()
    found: Mapping[str, Any] | None = None

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
            record["values"] = {name: _plain(value) for name, value in self.values.items()}
        if self.enabled:
            record["enabled"] = dict(self.enabled)
        if self.fields:
            record["fields"] = {
                one.name: {"label": one.label, "hint": one.hint, "hidden": one.hidden}
                for one in self.fields
            }
        if self.found is not None:
            record["found"] = dict(self.found)
        return record


def _button(one: Button) -> dict[str, Any]:
    record = {"name": one.name, "text": one.text, "role": one.role, "enabled": one.enabled}
    if one.role == "file":
        record["file"] = {"name": one.file, "kinds": _choices(one.kinds)}
    return record


def _field(one: WindowField) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "label": one.label,
        "value": _plain(one.value),
        "choices": _choices(one.choices),
        "minimum": one.minimum,
        "maximum": one.maximum,
        "enabled": one.enabled,
        "hint": one.hint,
        "notify": one.notify,
        "hidden": one.hidden,
        **({"picker": dict(one.picker)} if one.picker is not None else {}),
    }


def _choices(rows: Sequence[Choice]) -> list[dict[str, str]]:
    return [{"value": row.value, "text": row.text} for row in rows]


def _plain(value: Value) -> object:
    if isinstance(value, str | bool | int):
        return value
    return [each if isinstance(each, str) else list(each) for each in value]
