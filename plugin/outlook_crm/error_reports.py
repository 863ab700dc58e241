"""Error reports, from a fault to the makers' address: queued, shown once, then sent."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .errors import Cancelled, Defect, Error
from .house import House
from .support.error_report import ErrorReport, Fault, fault_of, telling
from .support.report_queue import ReportQueue
from .worker import Worker

if TYPE_CHECKING:
    from .crm.courier import Courier

_log = logging.getLogger(__name__)

_QUIET = 3600.0  # seconds between two looks at the queue when nothing is due
_RETRY = timedelta(minutes=15)

Post = Callable[[str, str], None]
"""Sends a text to an address; raises an Error when it did not arrive."""


class ErrorReports:
    """The faults of one life of the add-in; every method may be called from any thread.

    ``ask`` shows the user the text of the first report, who answers by `allow` or
    `refuse`; ``end_post`` makes a running ``post`` end.  The thread starts with the
    first report that waits: a healthy add-in has none.
    """

    def __init__(
        self,
        house: House,
        *,
        post: Post,
        end_post: Callable[[], None],
        ask: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._house = house
        self._queue = ReportQueue(house.local)
        self._post = post
        self._end_post = end_post
        self._ask = ask
        self._now = now
        self._not_before: datetime | None = None
        self._asked = False
        self._lock = threading.Lock()
        self._worker: Worker | None = None

    @property
    def wanted(self) -> bool:
        """Whether the box is on and there is an address to send to."""
        settings = self._house.chosen.settings
        return bool(settings.error_reports and settings.error_report_address)

    @property
    def counts(self) -> tuple[int, int]:
        """Reports that wait, and those that were sent today."""
        return len(self._queue.waiting), self._queue.sent_today(self._now())

    def begin(self) -> None:
        """Go on with what an earlier life left."""
        if self.wanted and self._queue.waiting:
            self._wake()

    def failed(self, error: BaseException) -> None:
        """A fault of ours: report it, if that is wanted.

        What the user or the other side can mend is none.
        """
        if not isinstance(error, Error) or isinstance(error, Defect):
            self._report(fault_of(error))

    def shim_failed(self, where: str) -> None:
        """A fault in the shim's entry ``where``; its text may hold anything and is not taken."""
        place = where if where.isidentifier() else "?"
        self._report(Fault(("shim",), (place,)))

    def allow(self) -> None:
        """The user has seen one and lets them go."""
        self._queue.agree()
        self._wake()

    def refuse(self) -> None:
        """The user does not want what waits to be sent."""
        self._queue.drop()

    def stop(self, limit: float) -> None:
        """Send no more; waits ``limit`` seconds at most."""
        self._end_post()
        with self._lock:
            worker = self._worker
        if worker is not None:
            worker.stop(limit)

    def _report(self, fault: Fault) -> None:
        if not self.wanted:
            return
        house, now = self._house, self._now()
        report = ErrorReport(fault, now, house.versions, telling(house.chosen), house.tail.lines)
        if self._queue.add(fault.digest, report.text(), now):
            self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._worker is None:
                self._worker = Worker(self._tick, _unexpected, "outlook-crm error reports")
                self._worker.start()
            else:
                self._worker.post(lambda: None)

    def _tick(self) -> float:
        """Ask, or send what is due; seconds until the next look."""
        waiting = self._queue.waiting
        if not self.wanted or not waiting:
            return _QUIET
        if not self._queue.agreed:
            if not self._asked:
                self._asked = True
                self._ask(waiting[0].text)
            return _QUIET
        now = self._now()
        if self._not_before is not None and now < self._not_before:
            return (self._not_before - now).total_seconds()
        return self._send(now)

    def _send(self, now: datetime) -> float:
        report = self._queue.due(now)
        if report is None:
            return _QUIET
        try:
            self._post(self._house.chosen.settings.error_report_address, report.text)
        except Cancelled:
            return _QUIET
        except Error as trouble:
            _log.info("an error report did not arrive: %s", trouble)
            self._not_before = now + _RETRY
            return _RETRY.total_seconds()
        self._queue.sent(report, now)
        return 0.0


class LateCourier:
    """A courier whose parts are loaded with the first errand, for most lives have none."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._courier: Courier | None = None
        self._cancelled = False

    def post(self, address: str, text: str) -> None:
        """Send the text; raises what `outlook_crm.crm.courier.Courier.post` raises."""
        self._ready().post(address, text, self._house.network())

    def fetch(self, address: str) -> object:
        """The JSON at the address; raises what `outlook_crm.crm.courier.Courier.fetch` raises."""
        return self._ready().fetch(address, self._house.network())

    def _ready(self) -> "Courier":
        from .crm.courier import Courier  # noqa: PLC0415

        self._courier = courier = Courier()
        if self._cancelled:
            courier.cancel()
        return courier

    def cancel(self) -> None:
        """End a running errand, and every later one; from any thread."""
        self._cancelled = True
        if courier := self._courier:
            courier.cancel()


def _unexpected(fault: Exception) -> None:
    # A fault in here makes no report: it would come again and again.
    _log.error("error reports failed", exc_info=fault)
