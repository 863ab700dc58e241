"""The user's own stop of the synchronisation: for a while, or until it is taken back."""

from datetime import datetime, timedelta

from .pacing import is_to_come
from .state.sqlite import SqliteState

_NAME = "paused"
_NO_PAIRING = ""  # it is the user's, not a pairing's
_ENDLESS = "until resumed"


class Pause:
    """Kept in the state: a restart of Outlook does not end it.  The worker's thread alone."""

    def __init__(self, state: SqliteState) -> None:
        self._state = state
        text = state.value(_NO_PAIRING, _NAME)
        self._length = timedelta.max  # known of a pause of this start alone
        self.on = bool(text)
        self.until: datetime | None = (
            datetime.fromisoformat(text) if text and text != _ENDLESS else None
        )

    def begin(self, now: datetime, length: timedelta | None) -> None:
        """Pause for so long, None until `end`."""
        until = None if length is None else now + length
        self._keep(until.isoformat() if until else _ENDLESS)
        self.on, self.until = True, until
        self._length = length or timedelta.max

    def end(self) -> None:
        """Go on."""
        if self.on:
            self._keep("")
            self.on, self.until = False, None

    def over(self, now: datetime) -> bool:
        """Whether its time has passed, also by a clock that was set back meanwhile."""
        ends = self.on and self.until is not None
        return ends and not is_to_come(self.until, now, self._length)

    def _keep(self, text: str) -> None:
        with self._state.atomic():
            self._state.put_value(_NO_PAIRING, _NAME, text)
