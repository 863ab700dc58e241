"""One engine at a time: the lease row with its holder's process and heartbeat.

The add-in holds it while it runs; a second process that finds it held does not
sync.  A holder that was killed is found out by its process being gone, one that
hangs (or whose number another program got) by its heartbeat.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from .database import Database, Row
from .records import time_of, time_text

EXPIRES = timedelta(seconds=90)
"""A heartbeat older than this is no heartbeat; beat at least every 30 s."""

_STILL_ACTIVE = 259  # GetExitCodeProcess, processthreadsapi.h
_ACCESS_DENIED = 5  # winerror.h: it runs, but is not ours to ask
_QUERY_LIMITED_INFORMATION = 0x1000  # OpenProcess's access right, winnt.h


if sys.platform == "win32":
    import ctypes

    def process_lives(pid: int) -> bool:
        """Whether a process with this number runs, whoever's it is."""
        # os.kill(pid, 0) is no question on Windows: it would end the process's console group.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p  # a handle is as wide as a pointer
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, 0, pid)
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED
        code = ctypes.c_ulong()
        try:
            known = kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
            return bool(known) and code.value == _STILL_ACTIVE
        finally:
            kernel.CloseHandle(ctypes.c_void_p(handle))

else:

    def process_lives(pid: int) -> bool:
        """Whether a process with this number runs, whoever's it is."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # it runs, as another user
            return True
        return not _is_zombie(pid)

    def _is_zombie(pid: int) -> bool:
        """Whether it ended and is only waited for by its parent, where the system tells."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[0] == "Z"


class Lease:
    """The right to run an engine on this state, held by the process ``pid``."""

    def __init__(
        self, database: Database, pid: int, lives: Callable[[int], bool] = process_lives
    ) -> None:
        self._database = database
        self._pid = pid
        self._lives = lives

    def take(self, now: datetime) -> bool:
        """Take or keep the lease; also the heartbeat.

        False when another process holds it (then the caller must not sync).
        ``now`` is UTC.  Inside `atomic`.
        """
        if self.held_by_another(now):
            return False
        self._database.write(
            "INSERT OR REPLACE INTO lease (only_one, pid, heartbeat) VALUES (1, ?, ?)",
            (self._pid, time_text(now)),
        )
        return True

    def release(self) -> None:
        """Give it back, if it is ours.  Inside `atomic`."""
        self._database.write("DELETE FROM lease WHERE pid = ?", (self._pid,))

    def is_ours(self) -> bool:
        """Whether nobody else took it since, however old its heartbeat is."""
        return self._row()[:1] == (self._pid,)

    def held_by_another(self, now: datetime) -> bool:
        """Whether a living process other than ``pid`` holds it."""
        if self.is_ours() or not (row := self._row()):
            return False
        pid, heartbeat = row
        # A heartbeat in the future (the clock was set back) is worth as much as an old one.
        fresh = abs(now - time_of(heartbeat)) < EXPIRES
        return fresh and self._lives(pid)

    def _row(self) -> Row:
        rows = self._database.read("SELECT pid, heartbeat FROM lease")
        return rows[0] if rows else ()
