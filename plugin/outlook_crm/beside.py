"""What is done beside the calendar: begun when first needed, ended at once, never in its way."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from .errors import Cancelled, Theirs, Users
from .sync.report import Report, beside

_log = logging.getLogger(__name__)


class Cancellable(Protocol):
    """What `cancel` ends soon; from any thread."""

    def cancel(self) -> None:
        """Make running and later calls end soon."""
        ...


T = TypeVar("T", bound=Cancellable)


class WhenNeeded(Generic[T]):
    """Something that is made when it is first asked for; for one thread but for `cancel`."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None
        self._cancelled = False

    def get(self) -> T:
        """The thing, cancelled already where `cancel` came first; raises what its making does."""
        if self._made is None:
            self._made = self._make()
            if self._cancelled:
                self._made.cancel()
        return self._made

    def renew(self, *, end: bool = False) -> None:
        """Let the next `get` make another; with ``end`` the one that is there ends now."""
        made, self._made = self._made, None
        if made is not None and end:
            made.cancel()

    def cancel(self) -> None:
        """End it, and whatever is made later; from any thread."""
        self._cancelled = True
        if made := self._made:
            made.cancel()


def with_what(
    report: Report,
    work: Callable[[], Report | None],
    *,
    noted: str,
    failed: str,
    rest: Callable[[], None] = lambda: None,
) -> Report:
    """A run's report with that of ``work``, if it did something; where it fails, with ``failed``.

    ``noted`` is for the log, with a place for the trouble; ``rest`` is called after it.
    Raises Cancelled.
    """
    try:
        done = work()
        return beside(report, done) if done is not None else report
    except Cancelled:
        raise
    except (Theirs, Users) as trouble:
        _log.warning(noted, trouble)
        rest()
        return replace(report, skipped={**report.skipped, failed: 1})
