"""A clock that only a test moves."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Starts on a Sunday morning in March 2026, four weeks before Europe's summer time."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)) -> None:
        self.time = start

    def now(self) -> datetime:
        """The time in UTC."""
        return self.time

    def wait(self, **span: float) -> None:
        """Let time pass; the arguments are timedelta's."""
        self.time += timedelta(**span)
