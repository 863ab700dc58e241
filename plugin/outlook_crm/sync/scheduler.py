"""Says when a run is due, and which.  Pure: time and chance come in as arguments."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from .ask import Ask, Reason
from .report import Report

FIRST_POLL = 30.0
"""Seconds between two polls of the CRM while the user is active; doubles when idle."""
SLOWEST_POLL = 600.0
ACTIVE_FOR = timedelta(minutes=2)
"""How long after an act of theirs the user counts as active."""
NETWORK_COMES = 20.0
"""Seconds after waking: until then names are not resolved, or a hotel's page answers."""
_JITTER = 0.2
_FIRST_RETRY = 10.0


class Scheduler:
    """When the runs of one pairing are due.

    ``random`` gives numbers from 0 up to 1.  Without ``auto`` only clicks lead to
    runs, and the second passes that those ask for.  The CRM is never polled more
    often than every ``floor`` seconds.
    """

    def __init__(
        self, *, random: Callable[[], float], auto: bool = True, floor: float = FIRST_POLL
    ) -> None:
        self._random = random
        self._auto = auto
        self._floor = floor
        self._changed: set[str] = set()
        self._full: Reason | None = None  # a full run that is due now
        self._again_at: datetime | None = None
        self._poll_at: datetime | None = None
        self._poll_after = max(FIRST_POLL, floor)
        self._retry_at: datetime | None = None
        self._retry_after = _FIRST_RETRY
        self._active_until: datetime | None = None
        self._wary = False

    def follow(self, *, auto: bool, floor: float) -> None:
        """New settings."""
        self._auto, self._floor = auto, floor

    def started(self, now: datetime) -> None:
        """Logged in: everything is looked at once."""
        if self._auto:
            self._full = Reason.START
        self.user_active(now)

    def woke(self, now: datetime) -> None:
        """The PC slept, or its clock was set: wait for the network, then look at everything.

        Times that were noted before mean nothing any more.
        """
        self._wary = True
        self._again_at = self._poll_at = None
        self._retry_at = now + self._jittered(NETWORK_COMES)
        self._retry_after = _FIRST_RETRY
        if self._auto:
            self._full = self._full or Reason.POLL
        self.user_active(now)

    def clicked(self, now: datetime) -> None:
        """The user wants a run at once, also after a failure."""
        self._full = Reason.USER
        self._retry_at = None
        self.user_active(now)

    def outlook_changed(self, ids: Collection[str], *, lost: bool, now: datetime) -> None:
        """Outlook told of changes; ``lost``: of more than the ids tell."""
        if not self._auto:
            return
        self._changed.update(ids)
        if lost:
            self._full = self._full or Reason.CHANGED
        self.user_active(now)

    def user_active(self, now: datetime) -> None:
        """The user is here: poll quickly again."""
        self._active_until = now + ACTIVE_FOR
        self._poll_after = max(FIRST_POLL, self._floor)
        if self._poll_at is not None:
            self._poll_at = min(self._poll_at, now + self._jittered(self._poll_after))

    def ran(self, ask: Ask, report: Report, now: datetime) -> None:
        """A run ended well."""
        self._retry_at, self._retry_after = None, _FIRST_RETRY
        again = report.again_at if self._wanted(ask) else None
        if ask.outlook_ids is None:
            self._wary = self._wary and not report.complete
            self._again_at = again
            self._slow_down(now)
            self._poll_at = now + self._jittered(self._poll_after)
        elif again is not None:
            # A partial run never takes back what a full one asked for.
            self._again_at = min(again, self._again_at or again)

    def failed(self, ask: Ask, retry_after: float | None, now: datetime) -> None:
        """A run raised: it is repeated after ``retry_after`` seconds, or later each time."""
        self._wary = True  # who answers next may be another network
        wait = max(self._retry_after, retry_after or 0.0)
        self._retry_after = min(SLOWEST_POLL, 2 * self._retry_after)
        self._retry_at = now + self._jittered(wait)
        if ask.outlook_ids is not None:
            self._changed |= ask.outlook_ids
        elif self._wanted(ask):
            self._full = ask.reason

    def due(self, now: datetime) -> Ask | None:
        """The run that is due now, None for none; it is then no longer due."""
        if self.wait(now) > 0:
            return None
        if reason := self._full_reason(now):
            self._full = self._again_at = None
            self._changed.clear()
            return Ask(reason, wary=self._wary)
        ids, self._changed = frozenset(self._changed), set()
        return Ask(Reason.CHANGED, ids, wary=self._wary)

    def wait(self, now: datetime) -> float:
        """Seconds until `due` answers a run; at most the slowest poll."""
        if self._retry_at is not None and now < self._retry_at:
            return (self._retry_at - now).total_seconds()
        if self._full or self._changed:
            return 0.0
        times = [time for time in (self._again_at, self._next_poll()) if time is not None]
        soonest = min(times, default=now + timedelta(seconds=SLOWEST_POLL))
        return max(0.0, (soonest - now).total_seconds())

    def _full_reason(self, now: datetime) -> Reason | None:
        if self._full:
            return self._full
        if self._again_at is not None and now >= self._again_at:
            return Reason.AGAIN
        poll = self._next_poll()
        return Reason.POLL if poll is not None and now >= poll else None

    def _next_poll(self) -> datetime | None:
        return self._poll_at if self._auto else None

    def _wanted(self, ask: Ask) -> bool:
        """Whether what the run asks for is wanted, too: without `auto`, after clicks alone."""
        return self._auto or ask.reason in (Reason.USER, Reason.AGAIN)

    def _slow_down(self, now: datetime) -> None:
        if self._active_until is None or now >= self._active_until:
            self._poll_after = min(max(SLOWEST_POLL, self._floor), 2 * self._poll_after)

    def _jittered(self, seconds: float) -> timedelta:
        return timedelta(seconds=seconds * (1 - _JITTER + 2 * _JITTER * self._random()))
