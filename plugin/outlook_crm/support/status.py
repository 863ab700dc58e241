"""status.json: how this PC's add-in is doing, for an inventory tool; no personal data.

Every text in it is a short word of ours, never a name, an address or a subject.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outlook_crm.errors import Defect, Error
from outlook_crm.files import write_private

FILE_NAME = "status.json"
_FORMAT = 1
_WORD = re.compile(r"[A-Za-z0-9 ._+-]{0,40}")


@dataclass(frozen=True, slots=True)
class PairingStatus:
    """The part of one pairing; ``id`` is ours, and nobody's name.  Raises Defect as `Status`."""

    id: str
    state: str
    last_success: datetime | None = None
    last_error: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check(self.id, self.state, self.last_error, *self.counts)

    def record(self) -> dict[str, object]:
        """Its JSON object."""
        return {
            "id": self.id,
            "state": self.state,
            "last_success": _time(self.last_success),
            "last_error": self.last_error,
            "counts": dict(self.counts),
        }


@dataclass(frozen=True, slots=True)
class Status:
    """What the file tells: of the add-in, and of each pairing.

    ``state`` is the add-in's state in one of its own words, ``last_error`` an
    `error_code`, "" for none.  Times are UTC.  ``versions`` and ``counts`` have
    names of ours (``addin``, ``outlook``; ``links``, ``needs_attention``).

    Raises Defect for a text that could be somebody's data.
    """

    state: str
    written: datetime
    last_success: datetime | None = None
    last_error: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    pairings: Sequence[PairingStatus] = ()

    def __post_init__(self) -> None:
        names = (*self.versions, *self.counts)
        _check(self.state, self.last_error, *names, *self.versions.values())

    def record(self) -> dict[str, object]:
        """The JSON object of the file."""
        return {
            "format": _FORMAT,
            "written": self.written.isoformat(timespec="seconds"),
            "state": self.state,
            "last_success": _time(self.last_success),
            "last_error": self.last_error,
            "versions": dict(self.versions),
            "counts": dict(self.counts),
            "pairings": [each.record() for each in self.pairings],
        }


def _check(*texts: str) -> None:
    if not all(_WORD.fullmatch(text) for text in texts):
        raise Defect("A text that is not a plain word was meant for the status file.")


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def write_status(folder: Path, status: Status) -> None:
    """Replace status.json in ``folder`` at once; raises OSError."""
    text = json.dumps(status.record(), indent=1)
    write_private(folder / FILE_NAME, f"{text}\n".encode())


def error_code(error: BaseException) -> str:
    """A stable word for what went wrong, without any of its values."""
    known = next((kind for kind in type(error).__mro__ if issubclass(kind, Error)), None)
    return (known or type(error)).__name__[:40]
