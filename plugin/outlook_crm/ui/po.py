"""Reads message catalogs in gettext's PO format.

The part of the format that the house's catalogs use: plurals, but no contexts.
They are read as they are, a few hundred lines in a few milliseconds, so no
compiled twin can be missing or out of date.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_RULES: Mapping[str, Callable[[int], int]] = {  # by gettext's own words for them
    "n != 1": lambda count: int(count != 1),
    "n > 1": lambda count: int(count > 1),
}
_PLURAL = re.compile(r"plural=\(?([^;)]*)\)?;")
_FORM = re.compile(r"msgstr\[(\d)\]")


class PoError(ValueError):
    """A line that is not understood; ``line`` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text!r}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Words:
    """A catalog: translations by message id, and of messages with a count all their forms.

    ``rule`` names the language's plural forms, English's where none is given.
    """

    plain: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rule: str = "n != 1"

    def counted(self, one: str, many: str, count: object) -> str:
        """The form for so many; in English where the catalog has none."""
        number = count if isinstance(count, int) else 0
        if one in self.forms:
            return self.forms[one][_RULES[self.rule](number)]
        return one if number == 1 else many


def read(text: str) -> Words:
    """The catalog of a PO file.

    Left out are untranslated messages, and those marked fuzzy or obsolete: gettext's
    own reading of them.  Raises PoError, also for a plural rule that no language of
    the house has.
    """
    plain, forms, rule = {}, {}, Words().rule
    for entry in _entries(text):
        if not entry.source:
            rule = _rule_of(entry.plain) or rule
        elif entry.forms and all(entry.forms):
            forms[entry.source] = entry.forms
        elif entry.plain:
            plain[entry.source] = entry.plain
    return Words(plain, forms, rule)


def _rule_of(header: str) -> str:
    found = _PLURAL.search(header)
    rule = " ".join(found.group(1).split()) if found else ""
    if rule and rule not in _RULES:
        raise PoError(1, rule)
    return rule


def _entries(text: str) -> Iterator["_Entry"]:
    entry = _Entry()
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if entry.complete and not stripped.startswith(('"', "msgstr[")):
            if not entry.fuzzy:
                yield entry
            entry = _Entry()
        try:
            entry.take(stripped)
        except (ValueError, SyntaxError, KeyError):
            raise PoError(number, line) from None
    if entry.complete and not entry.fuzzy:
        yield entry


class _Entry:
    """One message while its lines are read."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}
        self._current = ""
        self.fuzzy = False

    @property
    def complete(self) -> bool:
        return "msgstr" in self._parts or "msgstr[0]" in self._parts

    @property
    def source(self) -> str:
        return self._parts.get("msgid", "")

    @property
    def plain(self) -> str:
        return self._parts.get("msgstr", "")

    @property
    def forms(self) -> Sequence[str]:
        return [text for part, text in sorted(self._parts.items()) if _FORM.fullmatch(part)]

    def take(self, line: str) -> None:
        if not line or line.startswith("#"):
            self.fuzzy = self.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            return
        keyword, quoted = ("", line) if line.startswith('"') else line.split(maxsplit=1)
        if keyword:
            self._begin(keyword)
        self._parts[self._current] += _unquoted(quoted)

    def _begin(self, keyword: str) -> None:
        if keyword not in self._expected():
            raise ValueError(keyword)
        self._current = keyword
        self._parts[keyword] = ""

    def _expected(self) -> Sequence[str]:
        if "msgid" not in self._parts:
            return ["msgid"]
        if "msgid_plural" in self._parts:
            return [f"msgstr[{len(self.forms)}]"]
        return ["msgid_plural", "msgstr"]


def _unquoted(quoted: str) -> str:
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':  # noqa: PLR2004 - two quotes
        raise ValueError(quoted)
    # PO's escapes are C's, which Python's literals share.
    text: str = ast.literal_eval(quoted)
    return text
