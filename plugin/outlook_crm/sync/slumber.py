"""Notices that the PC slept, or that its clock was set.  Pure: time comes in as an argument.

A monotonic clock does not tell: whether it counts sleep differs by system.  That
somebody who wanted to be called in a few seconds is called much later tells.
"""

from datetime import datetime, timedelta

LATE = timedelta(seconds=45)
"""So much later than wanted nobody is called who only waits for other work."""


class Slumber:
    """One caller's waits."""

    def __init__(self) -> None:
        self._from: datetime | None = None
        self._until: datetime | None = None

    def begins(self, now: datetime, seconds: float) -> None:
        """From now on nothing happens for so long, unless there is work."""
        self._from, self._until = now, now + timedelta(seconds=seconds)

    def was_long(self, now: datetime) -> bool:
        """Whether more than the wait has passed, or time went back."""
        if self._from is None or self._until is None:
            return False
        return now > self._until + LATE or now < self._from - LATE
