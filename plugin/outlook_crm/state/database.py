"""One connection to the state file: transactions, thread rule, errors, broken files.

The only module that says sqlite3 beside the schema.  It knows no table.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outlook_crm.errors import Busy, Defect, Users
from outlook_crm.files import private_folder

from .schema import migrate

Row = tuple[Any, ...]

_LOCK_WAIT = 5.0  # seconds that a statement waits for another process's transaction
_BROKEN_KEPT = 30 * 86400.0  # seconds: as long as personal data is kept anywhere
_BROKEN_CODES = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT})
_SIDE_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class StateBroken:
    """The state file could not be used and was set aside; the new one is empty.

    The user must pair again; the links are then found by the ids on both sides.
    ``set_aside`` is the old file's new place, ``reason`` what SQLite said of it.
    """

    set_aside: str
    reason: str


class Database:
    """A connection that belongs to the thread that opened it.

    ``found_broken`` tells of a file that this opening set aside.  Raises Users
    when the file cannot be opened or was made by a newer add-in, Busy when
    another process holds it too long; each method may raise these, and Defect
    when another thread than the opener calls.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found_broken: StateBroken | None = None
        self._thread = threading.get_ident()
        with _told():
            private_folder(path.parent)
            _forget_old_copy(path)
            self._connection = self._open_sound()

    def close(self) -> None:
        """Close the connection; committed work is in the file already."""
        self._check_thread()
        with _told():
            self._connection.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction; rolled back on any exception.

        A nested one is refused (Defect): it would promise a commit that only
        the outer one makes.
        """
        self._check_thread()
        if self._connection.in_transaction:
            raise Defect("A transaction was begun inside another one.")
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        self._check_thread()
        with _told():
            return self._connection.execute(sql, _storable(values)).fetchall()

    def write(self, sql: str, values: Sequence[object] = ()) -> int:
        """Change rows; returns the id of an inserted one.

        Raises Defect outside `atomic`.
        """
        self._check_thread()
        if not self._connection.in_transaction:
            raise Defect("The state was written outside a transaction.")
        return self._run(sql, values).lastrowid or 0

    def changes_of_others(self) -> int:
        """A number that another connection's commit makes another one."""
        return int(self.read("PRAGMA data_version")[0][0])

    def compact(self) -> None:
        """Write the journal back into the file and give free pages back.

        What was deleted is then in no file of the state any more.
        """
        self._check_thread()
        self._run("VACUUM")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def _run(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        with _told():
            return self._connection.execute(sql, _storable(values))

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after a full disk or an I/O error.
        if self._connection.in_transaction:
            self._run("ROLLBACK")

    def _check_thread(self) -> None:
        if threading.get_ident() != self._thread:
            raise Defect("The state was used by a thread that did not open it.")

    def _open_sound(self) -> sqlite3.Connection:
        # A file cut to nothing opens as a fresh database: that would be "no links", silently.
        emptied = self.path.is_file() and self.path.stat().st_size == 0
        if not emptied:
            try:
                return _open(self.path)
            except sqlite3.DatabaseError as error:
                if not _is_broken(error):
                    raise
                reason = str(error)
            except UnicodeDecodeError:  # so broken that SQLite cannot even tell it
                reason = "the file holds what is no text"
        else:
            reason = "the file is empty"
        set_aside(self.path)
        self.found_broken = StateBroken(str(_broken_place(self.path)), reason)
        return _open(self.path)


def set_aside(path: Path) -> None:
    """Move the state's files away to ``*.broken``, over an older such copy."""
    for ending in _SIDE_FILES:
        _broken_place(path, ending).unlink(missing_ok=True)
        side_file = path.with_name(path.name + ending)
        if side_file.exists():
            side_file.replace(_broken_place(path, ending))


def remove(path: Path) -> None:
    """Delete the state's files and set-aside copies; no connection may be open."""
    with _told():
        for ending in _SIDE_FILES:
            path.with_name(path.name + ending).unlink(missing_ok=True)
            _broken_place(path, ending).unlink(missing_ok=True)


def _broken_place(path: Path, ending: str = "") -> Path:
    return path.with_name(f"{path.name}.broken{ending}")


def _forget_old_copy(path: Path) -> None:
    for ending in _SIDE_FILES:
        copy = _broken_place(path, ending)
        with suppress(OSError):  # held by another program: the next start meets it again
            if time.time() - copy.stat().st_mtime > _BROKEN_KEPT:
                copy.unlink()


def _open(path: Path) -> sqlite3.Connection:
    # Made by us before SQLite does: its -wal and -shm take over the mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_LOCK_WAIT, isolation_level=None)
    try:
        _configure(connection)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL, not NORMAL: an intent must be on the disk before its write leaves for the
    # CRM, or a power cut leaves a record there that nobody knows of.  It costs one
    # sync per transaction, a few ms beside a request.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -500")  # kB: all is read end to end, or a page or two
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # bases hold subjects and texts


@contextmanager
def _told() -> Iterator[None]:
    """The one place where sqlite3's and the disk's exceptions become ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _ours(error) from error
    except OSError as error:
        raise Users("The state file cannot be used: {reason}", reason=error.strerror) from error


def _ours(error: sqlite3.Error) -> Busy | Users | Defect:
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("The state file is in use by another program.")
    if code in _BROKEN_CODES:
        return Users("The state file is damaged. It is repaired when Outlook starts again.")
    if isinstance(error, sqlite3.OperationalError):  # full disk, no rights, I/O error
        return Users("The state file cannot be used: {reason}", reason=str(error))
    return Defect("The state file was used wrongly: {reason}", reason=str(error))


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one


def _is_broken(error: sqlite3.Error) -> bool:
    return _code(error) in _BROKEN_CODES


def _storable(values: Sequence[object]) -> list[object]:
    return [_whole(value) if isinstance(value, str) else value for value in values]


def _whole(text: str) -> str:
    """Lone surrogates, which a server's JSON may hold and UTF-8 cannot, become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
