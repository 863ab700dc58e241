"""What the world sees of the session: the ribbon's state, and status.json for an inventory tool."""

import logging
from collections.abc import Callable
from datetime import datetime

from .errors import Error
from .house import House
from .support.status import Status, error_code, write_status
from .sync.ask import Progress
from .ui import message_window, moments
from .ui.ribbon_state import RibbonState, State

_log = logging.getLogger(__name__)


class Signals:
    """Tells each change of state once; ``shown`` takes it for the ribbon."""

    def __init__(
        self, house: House, shown: Callable[[RibbonState], None], now: Callable[[], datetime]
    ) -> None:
        self._house = house
        self._shown = shown
        self._now = now
        self._last_success: datetime | None = None
        self._last_error = ""

    def show(self, state: State, *, waiting: int = 0) -> None:
        """The state from now on."""
        self._tell(RibbonState(state, waiting=waiting))

    def paused(self, until: datetime | None, *, waiting: int) -> None:
        """The user paused, until then or without end."""
        text = self._house.catalog.text
        local = until and until.astimezone(self._house.zone)
        time = moments.time(text, local) if local else ""
        self._tell(RibbonState(State.PAUSED, waiting=waiting, until=time))

    def _tell(self, state: RibbonState) -> None:
        self._shown(state)
        try:
            write_status(self._house.local, self._status(state.state, state.waiting))
        except OSError as error:
            _log.warning("status.json cannot be written: %s", error.strerror)

    def trouble(self, state: State, error: Error) -> None:
        """The state, and what led to it."""
        _log.warning("%s: %s", state.value, error)
        self._last_error = error_code(error)
        catalog = self._house.catalog
        reason, advice = catalog.tell(error), message_window.advice(catalog.text, error)
        self._tell(RibbonState(state, reason=reason, advice=advice))

    def succeeded(self, *, waiting: int) -> None:
        """A run ended well; ``waiting`` items need the user."""
        self._last_success, self._last_error = self._now(), ""
        self.show(State.ATTENTION if waiting else State.IN_STEP, waiting=waiting)

    def progress(self, progress: Progress) -> None:
        """How far a run has come: the ribbon's alone."""
        if progress.total:
            percent = min(99, 100 * progress.done // progress.total)
            self._shown(RibbonState(State.SYNCING, percent=percent))

    def _status(self, state: State, waiting: int) -> Status:
        return Status(
            state.value,
            self._now(),
            self._last_success,
            self._last_error,
            self._house.versions,
            {"needs attention": waiting},
        )
