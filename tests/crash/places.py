"""Where a process may be killed: around every commit of the state, and around every write.

`Fuse.reach` is told of each place, by name, in the order they are reached.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.crash.channel import Remote
from tests.simulation.fuse import Fuse

from outlook_crm.crm.message import Request, Response
from outlook_crm.crm.transport import Transport
from outlook_crm.state.sqlite import SqliteState


def die() -> None:
    """As the power or the task manager ends a process: without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


class WatchedState(SqliteState):
    """The real state; a place before each commit, with everything written, and after it."""

    def __init__(self, path: Path, fuse: Fuse) -> None:
        super().__init__(path)
        self._fuse = fuse

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction."""
        with super().atomic():
            yield
            self._fuse.reach("before a commit")
        self._fuse.reach("after a commit")


def watch_requests(fuse: Fuse) -> None:
    """From now on each of this process's requests that change something has two places."""
    send = Transport.send

    def watched(self: Transport, request: Request, *rest: Any) -> Response:
        if request.is_safe:
            return send(self, request, *rest)
        what = f"{request.method} {request.path}"
        fuse.reach(f"before {what}")
        answer = send(self, request, *rest)
        fuse.reach(f"after {what}")
        return answer

    Transport.send = watched  # type: ignore[method-assign]  # this process has no other use


class WatchedGateway:
    """The gateway in Outlook's process; two places around each write."""

    def __init__(self, outlook: Remote, fuse: Fuse) -> None:
        self._outlook = outlook
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outlook, name)

    def Write(self, json: str) -> str:  # noqa: N802 - the name of the C# interface
        """One write."""
        self._fuse.reach("before Outlook's write")
        answer = self._outlook.Write(json)
        self._fuse.reach("after Outlook's write")
        return answer
