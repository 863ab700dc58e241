"""The places where a process may be killed, and the killing.

Memory sides and the memory state tell one fuse of every place they reach, before
and after each write and each commit.  A test first lets a scenario run through
to learn how many places there are, then once for each of them.
"""

from collections.abc import Callable


class Crash(BaseException):
    """The process was killed here: nothing but the test may catch it."""


class Fuse:
    """Counts the places reached in ``places``; at a chosen one it does something, once."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self._left = -1
        self._act: Callable[[], None] = _crash

    def blow_at(self, place: int, act: Callable[[], None] | None = None) -> None:
        """Do ``act`` (the default is to crash) at the place with this number, from 0 and now."""
        self._left = place
        self._act = act or _crash

    def mend(self) -> None:
        """Blow no more; the count begins anew."""
        self._left = -1
        self.places.clear()

    def reach(self, place: str) -> None:
        """Called by what can crash, with the name of the place."""
        self.places.append(place)
        if self._left == 0:
            self._left = -1
            self._act()
        elif self._left > 0:
            self._left -= 1


def _crash() -> None:
    raise Crash
