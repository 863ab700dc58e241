"""A question that a server may leave unanswered for long: asked beside the worker.

One thread works for all pairings.  What is asked of a CRM that may be silent is asked on
a thread of its own, so that the calendars of other CRMs do not wait for it.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Inquiry(Generic[T]):
    """Asks at once; ``ended`` is called when there is an outcome, on the asking thread.

    `outcome` and `drop` are the worker's; what comes after `drop` is given to ``unwanted``.
    """

    def __init__(
        self,
        question: Callable[[], T],
        ended: Callable[[], None],
        unwanted: Callable[[T], None] = lambda _: None,
    ) -> None:
        self._question = question
        self._ended = ended
        self._unwanted = unwanted
        self._lock = threading.Lock()
        self._answers: list[T] = []
        self._failure: BaseException | None = None
        self._dropped = False
        self.is_over = False
        # A daemon: Outlook's exit waits for no server.
        threading.Thread(target=self._ask, name="outlook-crm asks", daemon=True).start()

    def outcome(self) -> T:
        """The answer, once it is over; raises what the question raised."""
        if self._failure is not None:
            raise self._failure
        return self._answers.pop()

    def drop(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._dropped = True
            answers, self._answers = self._answers, []
        for each in answers:
            self._unwanted(each)

    def _ask(self) -> None:
        try:
            self._keep(self._question())
        except BaseException as failure:  # noqa: BLE001 - handed to the thread that waits
            self._failure = failure
        self.is_over = True
        self._ended()

    def _keep(self, answer: T) -> None:
        with self._lock:
            if not self._dropped:
                self._answers.append(answer)
                return
        self._unwanted(answer)
