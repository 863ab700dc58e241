"""A CRM that was silent the last time is knocked at before a run, beside the worker."""

from collections.abc import Callable

from .errors import Error, Unreachable
from .inquiry import Inquiry
from .pacing import NEVER
from .sync.ask import Ask


class Silence:
    """What is known of one CRM's silence; the worker's thread alone.

    A run that nobody answers keeps the worker from the other pairings for as long as the
    limits of a request allow; a knock keeps nobody.  ``wake`` is called when one was heard.
    ``is_feared``: the next run needs a knock before it.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._waiting: tuple[Ask, Inquiry[None]] | None = None
        self.is_feared = False

    @property
    def goes_on(self) -> bool:
        """Whether a knock was not looked at yet."""
        return self._waiting is not None

    def wait(self) -> float:
        """Seconds until `heard` has something to tell."""
        return 0.0 if self._waiting and self._waiting[1].is_over else NEVER

    def knock(self, knock: Callable[[], None], ask: Ask) -> None:
        """Before this run."""
        self._waiting = ask, Inquiry(knock, self._wake)

    def heard(self) -> tuple[Ask, Unreachable | None] | None:
        """The run that waited, and the silence where nobody answered; None before that is known.

        Any other error is an answer, too: the run will meet it.
        """
        if self._waiting is None or not self._waiting[1].is_over:
            return None
        (ask, knock), self._waiting = self._waiting, None
        self.is_feared = False
        try:
            knock.outcome()
        except Unreachable as silent:
            self.is_feared = True
            return ask, silent
        except Error:
            pass
        return ask, None

    def end(self) -> None:
        """Nobody waits any more."""
        if self._waiting is not None:
            self._waiting[1].drop()
            self._waiting = None
        self.is_feared = False
