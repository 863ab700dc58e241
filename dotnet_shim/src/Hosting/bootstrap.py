"""Runs once in a new interpreter, before any module of ours: see PythonHost.cs."""

import io
import site
import sys
from collections.abc import Callable, Sequence


class LogStream(io.TextIOBase):
    """A text stream into the shim's log, whole lines at a time.

    A process with windows has no standard streams: sys.stdout is None there, and
    a library that prints would fail.
    """

    def __init__(self, write_line: Callable[[str], None]) -> None:
        self._write_line = write_line
        self._pending = ""

    @property
    def encoding(self) -> str:
        """Whatever is printed is text to the log."""
        return "utf-8"

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Log the lines that ``text`` completes; keep the rest."""
        *lines, self._pending = (self._pending + text).split("\n")
        for line in lines:
            self._write_line(line)
        return len(text)


def prepare(write_line: Callable[[str], None], executable: str, folders: Sequence[str]) -> None:
    """Give the interpreter streams, a program of its own, and our folders alone.

    Args:
        write_line: takes one line for the log.
        executable: Python's own program; Outlook's would start another Outlook.
        folders: what takes the place of the machine's site-packages, .pth files
            included; empty where a ._pth file has set the path already.
    """
    sys.stdout = sys.stderr = LogStream(write_line)
    sys.executable = executable
    if folders:
        sys.path[:] = [entry for entry in sys.path if not entry.endswith("-packages")]
        for folder in folders:
            site.addsitedir(str(folder))
