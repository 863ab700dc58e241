"""What the writes of one run share: the intents, what failed, and how long nobody answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from outlook_crm.errors import Unreachable

from .ledger import Ledger
from .ports import FiledMails
from .trials import Trial, Trials
from .values import Filed, MailIntent, Record, Spot

SOON = timedelta(seconds=5)
BUSY = timedelta(seconds=30)
_SILENT_IN_A_ROW = 3


class Journal:
    """Each method that writes is one transaction."""

    def __init__(
        self, state: FiledMails, pairing: str, ledger: Ledger, now: Callable[[], datetime]
    ) -> None:
        self.state = state
        self.pairing = pairing
        self.ledger = ledger
        self.now = now
        self.trials = Trials(state, pairing)
        self._silent = 0

    def begin(self, intent: MailIntent) -> MailIntent:
        """Commit an intent before its write."""
        with self.state.atomic():
            return replace(intent, id=self.state.begin(intent, self.now()))

    def record(self, filed: Filed, intent: MailIntent | None = None) -> None:
        """Commit what is known of a mail, and that the write that led to it has ended."""
        with self.state.atomic():
            self.state.put(filed)
            if intent is not None:
                self.state.settle(intent.id)

    def settle(self, intent: MailIntent) -> None:
        """Commit that a write has ended."""
        with self.state.atomic():
            self.state.settle(intent.id)

    def filed_of(self, record: Record, spot: Spot, left: tuple[str, ...], *, made: bool) -> Filed:
        """What is known of a mail whose record was there first."""
        email = record.email
        return Filed(
            self.pairing,
            record.id,
            record.keys,
            spot,
            email.conversation,
            record.relations,
            left,
            made=made,
            at=email.at or self.now(),
        )

    def failed(self, trial: Trial, reason: str) -> bool:
        """Note one more failure; True when that were enough."""
        with self.state.atomic():
            return self.trials.failed(trial, reason)

    def resting(self, trial: Trial) -> bool:
        """Whether it failed often enough; where it was met now is noted."""
        if not self.trials.resting(trial):
            return False
        with self.state.atomic():
            self.trials.met(trial)
        return True

    def succeeded(self, trial: Trial) -> None:
        """Forget what failed before."""
        if self.trials.knows(trial):
            with self.state.atomic():
                self.trials.forget(trial)

    def again(self, wait: timedelta) -> None:
        """Another run is wanted after so long."""
        self.ledger.again(self.now() + wait)

    def answered(self) -> None:
        """Somebody is there."""
        self._silent = 0

    def silent(self) -> None:
        """No answer.  Raises Unreachable when there was none several times in a row."""
        self._silent += 1
        if self._silent >= _SILENT_IN_A_ROW:
            raise Unreachable("The server does not answer.")
