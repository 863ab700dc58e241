"""How long to wait before the next try."""

NEVER = 3600.0  # seconds: nothing is due by itself


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
