"""Questions about Outlook's process that only something in it can answer."""

import gc
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

_ROWS = 250_000
OURS = "OutlookCrm.Forms"


class Process:
    """Methods without arguments that answer JSON, as the shim's do."""

    def __init__(self):
        self._opened = []  # weak references to windows of ours

    def meet(self):
        """Remember the windows of ours that are open, without keeping them."""
        from System import WeakReference  # noqa: PLC0415 - there inside Outlook alone

        forms = _forms().GetType("System.Windows.Forms.Application").GetProperty("OpenForms")
        ours = [each for each in forms.GetValue(None) if each.GetType().Namespace == OURS]
        self._opened += map(WeakReference, ours)
        return json.dumps({"met": len(ours)})

    def held(self):
        """What must not grow: threads, open files, windows, handles, Python's blocks."""
        gc.collect()
        found = {
            "threads": _count("/proc/self/task"),
            "files": _count("/proc/self/fd"),
            "windows": sum(bool(each.IsAlive) for each in self._opened),
            "handles": _window_handles(),
            "blocks": sys.getallocatedblocks(),
        }
        return json.dumps(found)

    def collect(self):
        """Have Mono give up what nothing refers to; answers the bytes that remain."""
        from System import GC  # noqa: PLC0415 - there inside Outlook alone

        gc.collect()
        GC.Collect()
        GC.WaitForPendingFinalizers()
        return json.dumps({"bytes": GC.GetTotalMemory(forceFullCollection=True)})

    def parse(self):
        """Parse a large JSON text and keep the GIL meanwhile; answers the seconds it took."""
        text = json.dumps([{"id": str(each), "subject": "Visit"} for each in range(_ROWS)])
        return _timed(lambda: json.loads(text))

    def sort(self):
        """Sort a long list, likewise."""
        chance = random.Random(1)
        values = [chance.random() for _ in range(4 * _ROWS)]
        return _timed(lambda: sorted(values))

    def commit(self):
        """Write and commit many rows."""
        with tempfile.TemporaryDirectory() as folder:
            database = sqlite3.connect(Path(folder) / "rows.sqlite3")
            database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)")
            rows = [(None, "x" * 100)] * _ROWS

            def write():
                with database:
                    database.executemany("INSERT INTO rows VALUES (?, ?)", rows)

            try:
                return _timed(write)
            finally:
                database.close()


def _timed(work):
    began = time.monotonic()
    work()
    return json.dumps({"seconds": time.monotonic() - began, "thread": threading.get_ident()})


def _count(folder):
    return sum(1 for _ in Path(folder).iterdir())


def _window_handles():
    """Those that live: Mono never forgets the others, and calls them zombies."""
    from System.Reflection import BindingFlags  # noqa: PLC0415 - there inside Outlook alone

    handle = _forms().GetType("System.Windows.Forms.Hwnd")
    known = handle.GetField("windows", BindingFlags.Static | BindingFlags.NonPublic)
    dead = handle.GetField("zombie", BindingFlags.Instance | BindingFlags.NonPublic)
    return sum(not dead.GetValue(each) for each in list(known.GetValue(None).Values))


def _forms():
    from System import AppDomain  # noqa: PLC0415 - there inside Outlook alone

    loaded = AppDomain.CurrentDomain.GetAssemblies()
    return next(each for each in loaded if each.GetName().Name == "System.Windows.Forms")
