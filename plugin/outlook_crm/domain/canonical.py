"""When two renderings of a field mean the same.

A canonical form is for comparing only: it is never stored and never written,
so that what it leaves out is not lost on either side.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime

from .fields import BY_NAME, Compare, FieldName, FieldValue
from .when import AllDay, Timed

# Blanks that an editor, a database or Outlook's plain rendering of a rich text
# leave at a line's end: space, tab, no-break space.
_TRAILING = re.compile("[ \t\u00a0]+$", re.MULTILINE)
# Outlook ends lines by CR LF, its rich text breaks them by a vertical tab.
_LINE_END = re.compile("\r\n|\r|\v|\u2028|\u2029")


def canonical(name: FieldName, value: FieldValue) -> Hashable:
    """The form that is equal for all renderings of one meaning.

    A time's zone is not in it: `same` compares zones by a rule of its own.
    """
    return _FORMS[BY_NAME[name].compare](value)


def same(name: FieldName, first: FieldValue, second: FieldValue) -> bool:
    """Whether two renderings of field ``name`` mean the same.

    Two zones count as a difference only where both sides hold one.
    """
    if canonical(name, first) != canonical(name, second):
        return False
    zones = {value.zone for value in (first, second) if isinstance(value, Timed) and value.zone}
    return len(zones) <= 1


def is_empty(value: FieldValue) -> bool:
    """Whether the value says nothing: None, an empty text or no names at all."""
    return value is None or value in ("", ())


def _exact(value: FieldValue) -> Hashable:
    return None if is_empty(value) else value


def _line(value: FieldValue) -> Hashable:
    # NFC joins only what Unicode calls the same text (composed and decomposed letters);
    # NFKC would hide changes that a reader sees.
    return unicodedata.normalize("NFC", str(value or "")).strip() or None


def _caseless(value: FieldValue) -> Hashable:
    line = _line(value)
    return line.casefold() if isinstance(line, str) else line


def _text(value: FieldValue) -> Hashable:
    lines = _LINE_END.sub("\n", unicodedata.normalize("NFC", str(value or "")))
    return _TRAILING.sub("", lines).rstrip("\n") or None


def _instant(value: FieldValue) -> Hashable:
    if isinstance(value, Timed):
        return (_minute(value.start), _minute(value.end))
    return (value.first, value.end) if isinstance(value, AllDay) else None


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _set(value: FieldValue) -> Hashable:
    return frozenset(value) if isinstance(value, tuple) else frozenset()


_FORMS: Mapping[Compare, Callable[[FieldValue], Hashable]] = {
    Compare.EXACT: _exact,
    Compare.LINE: _line,
    Compare.CASELESS: _caseless,
    Compare.TEXT: _text,
    Compare.INSTANT: _instant,
    Compare.SET: _set,
}
