"""The last lines of the log as they may leave the PC: our own sentences, without what fills them.

Masking crosses out what looks like somebody's data; a report that travels must not
depend on looks.  So of each line stay the words that stand in our source, numbers
and the kinds of errors; a text that fills a place is never kept, whatever it is.
"""

import logging
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime

_OURS = "outlook_crm"
_LINES = 40
_HIDDEN = "***"


class LogTail(logging.Handler):
    """Remembers the last lines of every logger; from any thread."""

    def __init__(self, lines: int = _LINES) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=lines)
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's bare line."""
        self._lines.append(bare_line(record))

    @property
    def lines(self) -> tuple[str, ...]:
        """What is remembered, oldest first."""
        return tuple(self._lines)

    def close(self) -> None:
        """Remember no more; safe to call twice."""
        logging.getLogger().removeHandler(self)
        super().close()


def bare_line(record: logging.LogRecord) -> str:
    """Time, level, logger and sentence; of another library's record no sentence at all."""
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
    ours = record.name.partition(".")[0] == _OURS
    sentence = _sentence(record) if ours else _HIDDEN
    kind = record.exc_info[0] if record.exc_info else None
    failure = f" ({kind.__name__})" if kind else ""
    return f"{time} {record.levelname} {record.name}: {sentence}{failure}"


def _sentence(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return _HIDDEN
    if not record.args:
        return record.msg
    try:
        return record.msg % _bare(record.args)
    except (TypeError, ValueError, KeyError):
        return record.msg


def _bare(arguments: object) -> object:
    if isinstance(arguments, Mapping):
        return {name: _told(value) for name, value in arguments.items()}
    return tuple(map(_told, arguments)) if isinstance(arguments, tuple) else _told(arguments)


def _told(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _HIDDEN
