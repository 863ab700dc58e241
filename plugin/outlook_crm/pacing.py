"""How long to wait before the next try."""

from datetime import datetime, timedelta

NEVER = 3600.0  # seconds: nothing is due by itself


def is_to_come(moment: datetime | None, now: datetime, most: timedelta) -> bool:
    """Whether it is; further away than ``most`` it was noted by a clock that was wrong."""
    return moment is not None and timedelta(0) < moment - now <= most


class Backoff:
    """Doubles from ``first`` to ``most`` seconds until `reset`."""

    def __init__(self, first: float, most: float) -> None:
        self._first = first
        self._most = most
        self._next = first

    def next(self) -> float:
        """Seconds to wait now."""
        wait, self._next = self._next, min(self._most, 2 * self._next)
        return wait

    def reset(self) -> None:
        """It worked: begin anew."""
        self._next = self._first
