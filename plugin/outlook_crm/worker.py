"""The thread that does the add-in's long work, one job at a time.

Everything that waits for the network or for Outlook's items happens here, so
that commands are taken at once and a stop is never behind a sync.
"""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress

Job = Callable[[], None]

_LONGEST = 3600.0  # seconds without a look at what is due: a lock refuses to wait without end


class Worker:
    """Runs posted jobs in order; in between it calls ``tick``.

    ``tick`` does what is due and returns the seconds until something is due
    next.  ``on_fault`` gets what a job or tick raised; the thread lives on.  ``at_end``
    is its last job, also after `stop`.
    """

    def __init__(
        self,
        tick: Callable[[], float],
        on_fault: Callable[[Exception], None],
        name: str = "outlook-crm worker",
        at_end: Job = lambda: None,
    ) -> None:
        self._tick = tick
        self._on_fault = on_fault
        self._at_end = at_end
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        # A daemon: Outlook's exit never waits for it, and no state lives only in memory.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def post(self, job: Job) -> None:
        """Queue a job; from any thread."""
        self._jobs.put(job)

    def stop(self, limit: float) -> bool:
        """Take no further job and wait up to ``limit`` seconds; True when the thread ended."""
        self._stopped.set()
        self._jobs.put(None)
        if self._thread.ident is not None:  # it was started
            self._thread.join(limit)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.is_set():
            job = self._next(self._guarded_tick())
            if job is not None and not self._stopped.is_set():
                self._guard(job)
        self._guard(self._at_end)

    def _next(self, seconds: float) -> Job | None:
        try:
            return self._jobs.get(timeout=min(max(0.0, seconds), _LONGEST))
        except queue.Empty:
            return None

    def _guarded_tick(self) -> float:
        try:
            return self._tick()
        except Exception as fault:  # noqa: BLE001 - the top of a thread: reported, never fatal
            self._tell(fault)
            return 5.0

    def _guard(self, job: Job) -> None:
        try:
            job()
        except Exception as fault:  # noqa: BLE001 - the top of a thread: reported, never fatal
            self._tell(fault)

    def _tell(self, fault: Exception) -> None:
        # Whoever is told may fail over the same cause, a full disk say.
        with suppress(Exception):
            self._on_fault(fault)
