"""Files that only this user reads, and that are never found half written."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Windows: a scanner or an inventory tool may hold a file for a moment, again and again.
_TRIES = 25
_PAUSE = 0.02  # seconds


def private_folder(path: Path) -> Path:
    """Make the folder and its parents where missing; returns it.

    On POSIX a folder made here is the user's alone; on Windows it inherits the
    rights of the profile it lies in.  Raises OSError.
    """
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_private(path: Path, data: bytes) -> None:
    """Replace the file's content at once: a reader or a crash sees the old or the new.

    Raises OSError; then the old content is still there.
    """
    private_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def read_held(path: Path) -> bytes:
    """The file's content, also where another program holds it for a moment.  Raises OSError."""
    return _patiently(path.read_bytes)


def _patiently(work: Callable[[], T]) -> T:
    for _ in range(_TRIES - 1):
        try:
            return work()
        except PermissionError:
            time.sleep(_PAUSE)
    return work()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle for a folder's own sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
