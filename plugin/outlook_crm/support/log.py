"""The log file: masked, rotating, and never in the way.

A full disk, a file held by a scanner or a message that cannot be formatted
loses a line, never the add-in.
"""

import contextlib
import logging
import logging.handlers
from collections.abc import Mapping
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from outlook_crm.files import private_folder

from .mask import masked
from .told import told, whole

FILE_NAME = "outlook-crm.log"
_LARGEST = 1_000_000  # bytes of one file
_OLDER = 4  # files kept beside it

_LEVELS = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
}
_OURS = "outlook_crm"


class MaskingFormatter(logging.Formatter):
    """One line a message, times in UTC, everything masked; of errors what `told` tells."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's signature
        """UTC in ISO 8601, to the millisecond."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's signature
        """Kinds and places; see `told`."""
        return whole(ei[1]) if ei[1] is not None else ""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """One line: a line end in a server's text must not look like a line of ours."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """The finished text of a record with its traceback, masked as a whole."""
        own = copy(record)  # other handlers have theirs of it
        own.msg, own.args, own.exc_text = _one(record.msg), _told(record.args), None
        return masked(super().format(own))


def _told(arguments: Any) -> Any:
    """The values of a message, an error as the log tells of it."""
    if isinstance(arguments, Mapping):
        return {name: _one(value) for name, value in arguments.items()}
    return tuple(map(_one, arguments)) if isinstance(arguments, tuple) else arguments


def _one(value: Any) -> Any:
    return told(value) if isinstance(value, BaseException) else value


class _PatientFile(logging.handlers.RotatingFileHandler):
    """Goes on in the same file while another program keeps it from being renamed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=_LARGEST,
            backupCount=_OLDER,
            encoding="utf-8",
            errors="replace",
            delay=True,
        )
        self.lost = 0

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        """Rotate, or write on in the file that cannot be renamed now."""
        try:
            super().doRollover()
        except OSError:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's signature
        """Count it: logging's own way prints the record's arguments, unmasked, to stderr."""
        self.lost += 1


class LogFile:
    """The open log; one per process."""

    def __init__(self, folder: Path, level: str = "info") -> None:
        """Open the log in ``folder``; ``level`` is one of the setting's words.

        Warnings of other libraries are written too, all of ours from ``level`` up.
        """
        with contextlib.suppress(OSError):  # then every message counts as lost
            private_folder(folder)
        self.path = folder / FILE_NAME
        self._handler = _PatientFile(self.path)
        self._handler.setFormatter(MaskingFormatter())
        root = logging.getLogger()
        root.addHandler(self._handler)
        self.set_level(level)

    def set_level(self, level: str) -> None:
        """Change the level of our own messages."""
        logging.getLogger(_OURS).setLevel(_LEVELS[level])

    @property
    def lost(self) -> int:
        """How many messages could not be written."""
        return self._handler.lost

    def close(self) -> None:
        """Write no more; safe to call twice, and on a full disk."""
        logging.getLogger().removeHandler(self._handler)
        with contextlib.suppress(OSError):
            self._handler.close()
