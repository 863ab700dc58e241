"""How a state file is, without changing it: for doctor, also beside a running add-in."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .lease import process_lives
from .schema import MIGRATIONS

_COUNTED = ("pairings", "links", "intents", "runs")
_WAIT = 5.0  # seconds for another process's transaction


@dataclass(frozen=True, slots=True)
class Health:
    """What was found.

    ``problem`` is SQLite's word for what is wrong, "" for nothing; ``newer``: the file
    was made by a later add-in.  ``counts`` are rows by table.  ``size`` in bytes, 0 for
    no file.  ``outdated``: an earlier add-in works with the file, as after an update beneath
    a running Outlook; opening the file would change its tables beneath that one.  ``links``
    are the linked items by pairing and kind, as `outlook_crm.domain.kind.Kind.of` names them.
    """

    size: int = 0
    problem: str = ""
    newer: bool = False
    outdated: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)


def examine(path: Path) -> Health:
    """Read the whole file; never raises for what it finds there."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Health()
    except OSError as error:
        return Health(problem=error.strerror or "")
    try:
        # Not mode=ro: the log of a writer that was killed could not be read then.
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT)
    except sqlite3.Error as error:
        return Health(size, str(error))
    try:
        return _look(connection, size)
    except sqlite3.Error as error:
        return Health(size, str(error))
    finally:
        connection.close()


def _look(connection: sqlite3.Connection, size: int) -> Health:
    connection.execute("PRAGMA query_only = ON")
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if found != "ok" or not version:
        return Health(size, found if found != "ok" else "the file is empty")
    if version > len(MIGRATIONS):
        return Health(size, newer=True)
    counts = {
        table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        for table in _COUNTED
    }
    outdated = version < len(MIGRATIONS) and _is_held(connection)
    links = dict(connection.execute("SELECT pairing, COUNT(*) FROM links GROUP BY pairing"))
    return Health(size, outdated=outdated, counts=counts, links=links)


def _is_held(connection: sqlite3.Connection) -> bool:
    holder = connection.execute("SELECT pid FROM lease").fetchone()
    return holder is not None and process_lives(holder[0])
