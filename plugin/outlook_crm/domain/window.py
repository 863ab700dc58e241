"""Which days are kept in step, counted from today in the user's own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from outlook_crm.errors import BadSettings

from .when import AllDay, When

MOST_HISTORY = 60
MOST_FORWARD = 365


@dataclass(frozen=True, slots=True)
class Span:
    """A window laid on one day: dates ``first`` up to but not including ``last``.

    ``start`` and ``end`` are the same bounds as instants in UTC.
    """

    first: date
    last: date
    start: datetime
    end: datetime

    def overlaps(self, when: When) -> bool:
        """Whether any part of ``when`` is inside; an empty span counts at its instant."""
        if isinstance(when, AllDay):
            return when.first < self.last and when.end > self.first
        if when.start == when.end:
            return self.start <= when.start < self.end
        return when.start < self.end and when.end > self.start

    def union(self, other: "Span") -> "Span":
        """The smallest span that covers both."""
        return Span(
            min(self.first, other.first),
            max(self.last, other.last),
            min(self.start, other.start),
            max(self.end, other.end),
        )


@dataclass(frozen=True, slots=True)
class Window:
    """So many whole days before and after today, today always included.

    ``history_days`` is 0 to 60, ``forward_days`` 0 to 365; anything else raises
    BadSettings.
    """

    history_days: int = 30
    forward_days: int = 180

    def __post_init__(self) -> None:
        if not 0 <= self.history_days <= MOST_HISTORY:
            raise BadSettings(
                "{days} days back cannot be synchronised: choose 0 to {most}.",
                days=self.history_days,
                most=MOST_HISTORY,
            )
        if not 0 <= self.forward_days <= MOST_FORWARD:
            raise BadSettings(
                "{days} days ahead cannot be synchronised: choose 0 to {most}.",
                days=self.forward_days,
                most=MOST_FORWARD,
            )

    def on(self, now: datetime, zone: tzinfo) -> Span:
        """The window as it lies at ``now`` for a user whose clock shows ``zone``."""
        today = now.astimezone(zone).date()
        first = today - timedelta(days=self.history_days)
        last = today + timedelta(days=self.forward_days + 1)
        return Span(first, last, _midnight(first, zone), _midnight(last, zone))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
