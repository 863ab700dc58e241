"""The log-ins of a pairing that need nothing from the user: beside the worker, again and again."""

from datetime import datetime, timedelta

from .crm.connector import CrmSession
from .ground import Ground
from .inquiry import Inquiry
from .pacing import NEVER, Backoff
from .state.pairings import PairingRecord
from .sync.scheduler import NETWORK_COMES


class Relogin:
    """With what is remembered; the worker's thread alone."""

    def __init__(self, ground: Ground, record: PairingRecord) -> None:
        self._ground = ground
        self._record = record
        self._backoff = Backoff(first=30.0, most=600.0)
        self._at: datetime | None = None
        self._asked: Inquiry[CrmSession] | None = None

    @property
    def goes_on(self) -> bool:
        """Whether an answer is waited for."""
        return self._asked is not None

    @property
    def is_wanted(self) -> bool:
        """Whether one goes on, or will be tried by itself."""
        return self.goes_on or self._at is not None

    def wait(self, now: datetime) -> float:
        """Seconds until one is due, or its outcome to be looked at."""
        if self._asked is not None:
            return 0.0 if self._asked.is_over else NEVER
        return NEVER if self._at is None else max(0.0, (self._at - now).total_seconds())

    def begin(self) -> None:
        """Ask, unless an answer is waited for already."""
        self._at = None
        if self._asked is None:
            again = self._ground.entrance.again
            self._asked = Inquiry(
                lambda: again(self._record), self._ground.wake, lambda crm: crm.close()
            )

    def outcome(self) -> CrmSession | None:
        """Who was let in, None while nobody answered; raises what `Entrance.again` does."""
        if self._asked is None or not self._asked.is_over:
            return None
        asked, self._asked = self._asked, None
        return asked.outcome()

    def later(self) -> None:
        """Nobody answered: after a while, longer each time."""
        self._at = self._ground.now() + timedelta(seconds=self._backoff.next())

    def woke(self, now: datetime) -> None:
        """The PC slept, or its clock was set: the network comes first."""
        if self._at is not None:
            self._at = now + timedelta(seconds=NETWORK_COMES)

    def end(self) -> None:
        """None is wanted: the user logged in or out."""
        self._at = None
        if self._asked is not None:
            self._asked.drop()
            self._asked = None

    def reset(self) -> None:
        """Somebody was let in: the next failure is the first one."""
        self._backoff.reset()
