"""Asks once a day whether there is a newer add-in, where an address for it is set.

It is told, never fetched and never installed: that is the administrator's.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from . import __version__
from .errors import Cancelled, Error
from .house import House
from .support.update import EVERY, Update, UpdateNote, update_of
from .worker import Worker

_log = logging.getLogger(__name__)

SPREAD = 600.0
"""Seconds over which the PCs of a firm, which all start at eight, ask."""

_QUIET = 3600.0  # seconds between two looks at the clock
_SOON = 1.0

Fetch = Callable[[str], object]
"""The JSON document at an address; raises an Error when there is none."""


class Updates:
    """The question of one life of the add-in; ``told`` is called when the answer is new.

    ``end_fetch`` makes a running ``fetch`` end.
    """

    def __init__(
        self,
        house: House,
        *,
        fetch: Fetch,
        end_fetch: Callable[[], None],
        told: Callable[[], None],
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> None:
        self._house = house
        self._note = UpdateNote(house.local)
        self._fetch = fetch
        self._end_fetch = end_fetch
        self._told = told
        self._now = now
        self._random = random
        self._spread = True
        self._stopped = threading.Event()
        self._worker = Worker(self._tick, _unexpected, "outlook-crm updates")

    @property
    def newer(self) -> Update | None:
        """What is newer than this add-in, None where nothing is known; from any thread."""
        latest = self._note.latest
        wanted = bool(self._house.chosen.settings.update_address)
        return latest if wanted and latest and latest.is_newer_than(__version__) else None

    def begin(self) -> None:
        """Ask when it is time and there is an address: settings may bring one later."""
        self._worker.start()

    def stop(self, limit: float) -> None:
        """Ask no more; waits ``limit`` seconds at most."""
        self._stopped.set()
        self._end_fetch()
        self._worker.stop(limit)

    def _tick(self) -> float:
        now, address = self._now(), self._house.chosen.settings.update_address
        if not address or self._stopped.is_set():
            return _QUIET
        wait = (self._note.due(now) - now).total_seconds()
        if wait > 0:
            return min(wait + _SOON, _QUIET)
        if self._spread:
            self._spread = False
            return self._random() * SPREAD
        self._note.asked(now)  # before the answer: one that fails is not asked again today
        self._ask(address)
        return min(EVERY.total_seconds(), _QUIET)

    def _ask(self, address: str) -> None:
        try:
            update = update_of(self._fetch(address))
        except Cancelled:
            return
        except Error as trouble:
            _log.info("no word of updates: %s", trouble)
            return
        except ValueError as wrong:
            _log.info("what was told of updates cannot be used: %s", wrong)
            return
        self._note.heard(update)
        _log.info("the newest add-in is %s", update.version)
        self._told()


def _unexpected(fault: Exception) -> None:
    _log.error("the question for updates failed", exc_info=fault)
