"""The user's settings.yaml: read with a safe loader, told where it is wrong, saved at once.

Saving rewrites the file: comments in it are lost; keys it does not know are kept.
Only what was chosen is written, so that a later version's defaults reach the rest.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from outlook_crm.errors import BadSettings
from outlook_crm.files import read_held, write_private

from .kinds import Value
from .model import BY_NAME, TABLE, check

_LARGEST = 1_000_000  # bytes: a settings file has a few hundred
_HEADER = (
    "# Settings of the CRM add-in. It rewrites this file when settings are saved in Outlook.\n"
)
_GROUPS = frozenset(row.name.partition(".")[0] for row in TABLE if "." in row.name)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a file holds.

    ``values`` are the checked values by setting name.  ``unknown`` are keys that
    are none, with their raw values; ``lines`` says where they stand.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The unknown keys with their lines, for the log."""
        return tuple(f"line {self.lines[key]}: {key} is not a setting" for key in self.unknown)


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    raw: Any
    line: int


class SettingsFile:
    """settings.yaml in the user's roaming folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Chosen:
        """What was chosen; nothing when there is no file.

        Raises BadSettings with ``file``, ``line`` and ``key``.
        """
        values: dict[str, Value] = {}
        unknown: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for entry in self._entries():
            if entry.key in lines:
                raise self._wrong(entry, BadSettings("{key} appears here twice.", key=entry.key))
            lines[entry.key] = entry.line
            if entry.key in BY_NAME:
                values[entry.key] = self._checked(entry)
            else:
                unknown[entry.key] = entry.raw
        return Chosen(values, unknown, lines)

    def save(self, changes: Mapping[str, object]) -> Chosen:
        """Change these settings (by name; None takes the choice back), keep the others.

        Raises BadSettings for a value that is refused, for a file that cannot
        be read (it is never overwritten then) or cannot be written.
        """
        chosen = self.load()
        values = dict(chosen.values)
        for name, raw in changes.items():
            if raw is None:
                values.pop(name, None)
            else:
                values[name] = check(name, raw)
        plain = {name: BY_NAME[name].kind.plain(value) for name, value in values.items()}
        self._write(_nested({**plain, **chosen.unknown}))
        return self.load()

    def _write(self, record: Mapping[str, Any]) -> None:
        text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False) if record else ""
        try:
            write_private(self.path, (_HEADER + text).encode())
        except OSError as error:
            raise BadSettings(
                "{file} cannot be written: {reason}", file=str(self.path), reason=error.strerror
            ) from error

    def _entries(self) -> Iterator[_Entry]:
        text = self._text()
        with self._told(_Entry("", None, 1), text):
            loader = yaml.SafeLoader(text)
            try:
                yield from self._mapping(loader, loader.get_single_node(), "")
            finally:
                loader.dispose()

    @contextmanager
    def _told(self, entry: _Entry, text: str = "") -> Iterator[None]:
        """Tell what YAML does not understand by the line that it names, or else the entry's."""
        try:
            yield
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            # ValueError: a date that is none.  RecursionError: nesting without end.
            line = _line_of(error, text) or entry.line
            wrong = _Entry(entry.key, None, line)
            raise self._wrong(wrong, BadSettings("this is not YAML.")) from None

    def _text(self) -> str:
        try:
            if not self.path.exists():
                return ""
            data = read_held(self.path)[: _LARGEST + 1]
            if len(data) > _LARGEST:
                raise BadSettings("{file} is too large for settings.", file=str(self.path))
            return data.decode("utf-8-sig")  # Notepad may write a byte order mark
        except UnicodeDecodeError:
            raise BadSettings("{file} is not text in UTF-8.", file=str(self.path)) from None
        except OSError as error:
            raise BadSettings(
                "{file} cannot be read: {reason}", file=str(self.path), reason=error.strerror
            ) from error

    def _mapping(
        self, loader: yaml.SafeLoader, node: yaml.Node | None, above: str
    ) -> Iterator[_Entry]:
        if node is None or (node.tag == "tag:yaml.org,2002:null" and not above):
            return
        if not isinstance(node, yaml.MappingNode):
            entry = _Entry(above.rstrip("."), None, node.start_mark.line + 1)
            raise self._wrong(entry, BadSettings("settings stand here as name: value."))
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            key = f"{above}{self._raw(loader, key_node, _Entry(above, None, line))}"
            if key in _GROUPS:
                yield from self._mapping(loader, value, f"{key}.")
            else:
                yield _Entry(key, self._raw(loader, value, _Entry(key, None, line)), line)

    def _raw(self, loader: yaml.SafeLoader, node: yaml.Node, entry: _Entry) -> Any:
        with self._told(entry):
            return loader.construct_document(node)

    def _checked(self, entry: _Entry) -> Value:
        try:
            return check(entry.key, entry.raw)
        except BadSettings as problem:
            raise self._wrong(entry, problem) from None

    def _wrong(self, entry: _Entry, problem: BadSettings) -> BadSettings:
        return BadSettings(
            "{file}, line {line}: {problem}",
            file=str(self.path),
            line=entry.line,
            key=entry.key,
            problem=problem,
        )


def _line_of(error: Exception, text: str) -> int:
    """The line that YAML's error names, from 1; 0 for none."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark else 0
    if isinstance(error, yaml.reader.ReaderError):  # a character that YAML does not allow
        return text.count("\n", 0, error.position) + 1
    return 0


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for name, value in flat.items():
        group, _, rest = name.partition(".")
        if group in _GROUPS and rest:
            nested.setdefault(group, {})[rest] = value
        else:
            nested[name] = value
    return nested
