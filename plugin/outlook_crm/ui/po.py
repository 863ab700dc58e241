"""Reads message catalogs in gettext's PO format.

The part of the format that the house's catalogs use: no plurals, no contexts.
They are read as they are, a few hundred lines in a few milliseconds, so no
compiled twin can be missing or out of date.
"""

import ast
from collections.abc import Iterator, Mapping

Message = tuple[str, str]


class PoError(ValueError):
    """A line that is not understood; ``line`` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text!r}")
        self.line = line


def read(text: str) -> Mapping[str, str]:
    """Translations by message id.

    Left out are the header, untranslated messages, and those marked fuzzy or
    obsolete: gettext's own reading of them.  Raises PoError.
    """
    return {source: target for source, target in _messages(text) if source and target}


def _messages(text: str) -> Iterator[Message]:
    entry = _Entry()
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if entry.complete and not stripped.startswith('"'):
            yield from entry.message()
            entry = _Entry()
        try:
            entry.take(stripped)
        except (ValueError, SyntaxError):
            raise PoError(number, line) from None
    if entry.complete:
        yield from entry.message()


class _Entry:
    """One message while its lines are read."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}
        self._current = ""
        self._fuzzy = False

    @property
    def complete(self) -> bool:
        return "msgstr" in self._parts

    def message(self) -> Iterator[Message]:
        if not self._fuzzy:
            yield self._parts.get("msgid", ""), self._parts["msgstr"]

    def take(self, line: str) -> None:
        if not line or line.startswith("#"):
            self._fuzzy = self._fuzzy or (line.startswith("#,") and "fuzzy" in line)
            return
        keyword, quoted = ("", line) if line.startswith('"') else line.split(maxsplit=1)
        if keyword:
            self._begin(keyword)
        self._parts[self._current] += _unquoted(quoted)

    def _begin(self, keyword: str) -> None:
        expected = "msgstr" if "msgid" in self._parts else "msgid"
        if keyword != expected:
            raise ValueError(keyword)
        self._current = keyword
        self._parts[keyword] = ""


def _unquoted(quoted: str) -> str:
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':  # noqa: PLR2004 - two quotes
        raise ValueError(quoted)
    # PO's escapes are C's, which Python's literals share.
    text: str = ast.literal_eval(quoted)
    return text
