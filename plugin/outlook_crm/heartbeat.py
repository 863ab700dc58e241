"""Keeps the lease on the state while Outlook runs, so that no second engine works with it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from .state.lease import Lease
from .state.sqlite import SqliteState

_EVERY = timedelta(seconds=20)


class Heartbeat:
    """The worker's thread alone; ``now`` is the clock in UTC."""

    def __init__(self, state: SqliteState, now: Callable[[], datetime]) -> None:
        self._state = state
        self._lease = Lease(state.database, os.getpid())
        self._now = now
        self._next = now()

    def beat(self) -> bool:
        """Take or keep the lease; False while another process has it."""
        self._next = self._now() + _EVERY
        with self._state.atomic():
            return self._lease.take(self._now())

    def in_time(self) -> None:
        """Beat, if it is time; also in the middle of a run, which may outlast the lease."""
        if self._now() >= self._next:
            self.beat()

    def end(self) -> None:
        """Give the lease back."""
        with self._state.atomic():
            self._lease.release()
