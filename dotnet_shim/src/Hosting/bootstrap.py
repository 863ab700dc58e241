"""Runs once in a new interpreter, before any module of ours: see PythonHost.cs."""

import importlib
import io
import site
import sys
import threading
import traceback
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


def told(error: BaseException) -> str:
    """Places and kinds of an error and of what led to it; no text, which may quote anybody."""
    lines: list[str] = []
    following: BaseException | None = error
    while following is not None:
        text = f": {following}" if isinstance(following, ImportError) else ""  # what is not there
        own = [f"{type(following).__name__}{text}\n"]
        lines[:0] = [*traceback.format_tb(following.__traceback__), *own]
        following = following.__cause__ or following.__context__
    return "".join(lines).rstrip()


def tell(kind: type[BaseException], error: BaseException | None) -> None:
    """What nobody caught, into the log."""
    if kind is not SystemExit:
        print(told(error) if error is not None else kind.__name__)  # noqa: T201 - see LogStream


def call(module: str, arguments: Sequence[object]) -> str:
    """Call ``main`` of a module with these; what it raised, "" when it returned."""
    try:
        importlib.import_module(module).main(*arguments)
    except BaseException as error:  # noqa: BLE001 - the border to the shim, which cannot read it
        return told(error)
    return ""


def prepare(write_line: Callable[[str], None], executable: str, folders: Sequence[str]) -> None:
    """Give the interpreter streams, a program of its own, and our folders alone.

    Args:
        write_line: takes one line for the log.
        executable: Python's own program; Outlook's would start another Outlook.
        folders: what takes the place of the machine's site-packages, .pth files
            included; empty where a ._pth file has set the path already.
    """
    sys.stdout = sys.stderr = LogStream(write_line)
    sys.excepthook = lambda kind, error, _: tell(kind, error)
    sys.unraisablehook = threading.excepthook = lambda args: tell(args.exc_type, args.exc_value)
    sys.executable = executable
    if folders:
        sys.path[:] = [entry for entry in sys.path if not entry.endswith("-packages")]
        for folder in folders:
            site.addsitedir(str(folder))
