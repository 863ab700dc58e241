"""What the add-in's makers are told of a fault: where in our code, and nobody's data.

No text of an error is in it, for a text may quote a subject or a server's answer:
the kinds of the errors and the places in our own modules say enough.
"""

import hashlib
import json
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from outlook_crm.settings.effective import Effective
from outlook_crm.settings.kinds import Choice, Flag, Number
from outlook_crm.settings.model import TABLE

from .mask import masked

_FORMAT = 1
_PACKAGE = Path(__file__).parents[1]
_LONGEST_CHAIN = 8  # errors that led to one another
_MOST_PLACES = 40

Plain = str | int | bool
"""What a setting may tell of itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong: kinds of errors, the first cause last, and places, the innermost last."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same for the same fault, 16 hexadecimal digits."""
        return hashlib.sha256("\n".join((*self.kinds, *self.places)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """One report; ``at`` is UTC, ``settings`` what `telling` made, ``log`` bare lines."""

    fault: Fault
    at: datetime
    versions: Mapping[str, str]
    settings: Mapping[str, Plain]
    log: Sequence[str] = ()

    def text(self) -> str:
        """The JSON that is sent, exactly as the user may read it."""
        record = {
            "format": _FORMAT,
            "kind": self.fault.digest,
            "at": self.at.isoformat(timespec="seconds"),
            "errors": self.fault.kinds,
            "places": self.fault.places,
            "versions": dict(self.versions),
            "settings": dict(self.settings),
            "log": list(self.log),
        }
        return json.dumps(_masked(record), indent=1, ensure_ascii=False)


def _masked(value: object) -> object:
    """Each text by itself: in the finished JSON what is crossed out may reach beyond its text."""
    match value:
        case str():
            return masked(value)
        case Mapping():
            return {name: _masked(each) for name, each in value.items()}
        case list() | tuple():
            return [_masked(each) for each in value]
        case _:
            return value


def fault_of(error: BaseException) -> Fault:
    """The fault that an error and what it came from tell."""
    chain = list(_chain(error))
    return Fault(tuple(map(_kind, chain)), tuple(_places(error.__traceback__))[-_MOST_PLACES:])


def telling(known: Effective) -> Mapping[str, Plain]:
    """The settings without a value that could tell of a person or a firm.

    A word, a number or a yes is told as it is; of a text or a list only whose word it is.
    """
    return {row.name: _told(known, row.name) for row in TABLE}


def _told(known: Effective, name: str) -> Plain:
    row = next(row for row in TABLE if row.name == name)
    value = getattr(known.settings, name, None)
    if isinstance(row.kind, Flag | Number | Choice) and isinstance(value, str | int | bool):
        return value
    return known.origins[name].value


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if following is None:
            return
        yield following
        following = following.__cause__ or following.__context__


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Our own frames as ``sync/run.py:120 go``; of another's module only its name, once."""
    last = ""
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            place = f"{path.relative_to(_PACKAGE).as_posix()}:{line} {frame.f_code.co_name}"
        else:
            place = str(frame.f_globals.get("__name__", "?")).partition(".")[0]
        if place != last:
            yield place
        last = place
