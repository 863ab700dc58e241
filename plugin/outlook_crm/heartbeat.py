"""Keeps the lease on the state while Outlook runs, so that no second engine works with it."""

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta

from .errors import Error, Users
from .state.lease import Lease, process_lives
from .state.sqlite import SqliteState

_log = logging.getLogger(__name__)

_EVERY = timedelta(seconds=20)


def kept_out() -> Users:
    """Why nothing can be done while another process has the lease."""
    return Users("Another Outlook already keeps this calendar in step. Close it first.")


class Heartbeat:
    """The worker's thread alone; ``now`` is the clock in UTC.

    From now on no transaction of this state commits without the lease: a process that slept
    longer than the lease lasts finds out before its next write, for each write's intent is
    such a transaction; one that was kept out makes no pairing either.
    """

    def __init__(
        self,
        state: SqliteState,
        now: Callable[[], datetime],
        lives: Callable[[int], bool] = process_lives,
    ) -> None:
        self._state = state
        self._lease = Lease(state.database, os.getpid(), lives)
        self._now = now
        self._next = now()
        state.guard = self._keep

    def beat(self) -> bool:
        """Take the lease; False while another process has it."""
        with self._state.database.atomic():
            taken = self._lease.take(self._now())
        if taken:
            self._next = self._now() + _EVERY
        return taken

    def in_time(self) -> bool:
        """Beat, if it is time; False when another process took the lease meanwhile.

        Also in the middle of a run, which may outlast the lease.  Where nothing can be
        written now, the next write tells.
        """
        if not self._is_time(now := self._now()):
            return True
        try:
            with self._state.database.atomic():
                return self._kept()
        except Error as trouble:
            _log.warning("the lease: %s", trouble)
            self._next = now + _EVERY
            return True

    def end(self) -> None:
        """Give the lease back."""
        with self._state.database.atomic():
            self._lease.release()

    def _keep(self) -> None:
        """The state's guard.  Raises Users when the lease was lost."""
        if not self._kept():
            raise kept_out()

    def _kept(self) -> bool:
        """Within a transaction: nobody can take it before that ends."""
        now = self._now()
        if not self._lease.is_ours():
            self._next = now  # told at the next look
            return False
        if self._is_time(now):
            self._lease.take(now)
            self._next = now + _EVERY
        return True

    def _is_time(self, now: datetime) -> bool:
        """Also when the clock was set back: a heartbeat in the future is none."""
        return not self._next - _EVERY <= now < self._next
