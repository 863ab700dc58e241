"""What the world sees: the ribbon's one state, and status.json for an inventory tool."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from .errors import Error
from .house import House
from .state.pairings import PairingRecord, titles
from .support.status import PairingStatus, Status, error_code, write_status
from .sync.ask import Progress
from .ui import message_window, moments
from .ui.ribbon_merged import merged
from .ui.ribbon_state import RibbonState, State

_log = logging.getLogger(__name__)

_WAITING = "needs attention"  # a count's name in status.json


class Board:
    """What one pairing shows of itself; ``changed`` hears of it at once, and whether it lasts."""

    def __init__(
        self, house: House, now: Callable[[], datetime], changed: Callable[[bool], None]
    ) -> None:
        self._house = house
        self._now = now
        self._changed = changed
        self.ribbon = RibbonState(State.STARTING)
        self.last_success: datetime | None = None
        self.last_error = ""

    def show(self, state: State, *, waiting: int = 0) -> None:
        """The state from now on."""
        self._tell(RibbonState(state, waiting=waiting))

    def paused(self, until: datetime | None, *, waiting: int) -> None:
        """The user paused, until then or without end."""
        text = self._house.catalog.text
        local = until and until.astimezone(self._house.zone)
        time = moments.time(text, local) if local else ""
        self._tell(RibbonState(State.PAUSED, waiting=waiting, until=time))

    def trouble(self, state: State, error: Error) -> None:
        """The state, and what led to it."""
        _log.warning("%s: %s", state.value, error)
        self.last_error = error_code(error)
        catalog = self._house.catalog
        reason, advice = catalog.tell(error), message_window.advice(catalog.text, error)
        self._tell(RibbonState(state, reason=reason, advice=advice))

    @contextmanager
    def as_before(self) -> Iterator[None]:
        """What is shown now is shown again afterwards: what is done neither mends nor breaks it."""
        before = self.ribbon
        try:
            yield
        finally:
            self._tell(before)

    def succeeded(self, *, waiting: int) -> None:
        """A run ended well; ``waiting`` items need the user."""
        self.last_success, self.last_error = self._now(), ""
        self.show(State.ATTENTION if waiting else State.IN_STEP, waiting=waiting)

    def progress(self, progress: Progress) -> None:
        """How far a run has come: the ribbon's alone, once for each percent."""
        if not progress.total:
            return
        percent = min(99, 100 * progress.done // progress.total)
        ribbon = RibbonState(State.SYNCING, percent=percent)
        if ribbon != self.ribbon:
            self._tell(ribbon, lasting=False)

    def status(self, pairing: str) -> PairingStatus:
        """Its part of status.json."""
        counts = {_WAITING: self.ribbon.waiting}
        state = self.ribbon.state.value
        return PairingStatus(pairing, state, self.last_success, self.last_error, counts)

    def _tell(self, ribbon: RibbonState, *, lasting: bool = True) -> None:
        self.ribbon = ribbon
        self._changed(lasting)


class Signals:
    """Makes one of what all pairings show; ``shown`` takes it for the ribbon."""

    def __init__(
        self, house: House, shown: Callable[[RibbonState], None], now: Callable[[], datetime]
    ) -> None:
        self._house = house
        self._shown = shown
        self._now = now
        self._nobody = Board(house, now, self._tell)  # while there is no pairing
        self._boards: dict[PairingRecord, Board] = {}
        self._is_ours = True  # to write status.json

    def board(self, pairing: PairingRecord) -> Board:
        """The pairing's own."""
        self._is_ours = True
        return self._boards.setdefault(pairing, Board(self._house, self._now, self._tell))

    def forget(self, pairing: PairingRecord) -> None:
        """It is removed."""
        self._boards.pop(pairing, None)
        if self._boards:
            self._tell()
        else:
            self.not_paired()

    def not_paired(self, lost: Error | None = None) -> None:
        """There is no pairing; ``lost`` tells what became of those there were."""
        self._is_ours = True
        if lost is None:
            self._nobody.show(State.NOT_PAIRED)
        else:
            self._nobody.trouble(State.NOT_PAIRED, lost)

    def stopped(self, error: Error) -> None:
        """Nothing can begin, or go on."""
        self._boards.clear()
        self._nobody.trouble(State.FAULT, error)

    def shut_out(self, error: Error) -> None:
        """Another Outlook is at work: status.json is its to write."""
        self._is_ours = False
        self.stopped(error)

    def _tell(self, lasting: bool = True) -> None:
        names = titles(self._boards)
        shown = merged([(names[each.id], board.ribbon) for each, board in self._boards.items()])
        shown = shown or self._nobody.ribbon
        self._shown(shown)
        if not lasting or not self._is_ours:
            return
        try:
            write_status(self._house.local, self._status(shown))
        except OSError as error:
            _log.warning("status.json cannot be written: %s", error.strerror)

    def _status(self, shown: RibbonState) -> Status:
        boards = [*self._boards.values()] or [self._nobody]
        return Status(
            shown.state.value,
            self._now(),
            _longest_ago(each.last_success for each in boards),
            next((each.last_error for each in boards if each.last_error), ""),
            self._house.versions,
            {_WAITING: shown.waiting},
            [board.status(each.id) for each, board in self._boards.items()],
        )


def _longest_ago(times: Iterable[datetime | None]) -> datetime | None:
    """Never, where one never was."""
    known = list(times)
    return None if None in known else min(filter(None, known), default=None)
