"""When an activity takes place: a span of instants, or whole dates.

An all-day activity is never an instant (that is how all-day items shift by a
day in other add-ins): it holds dates only, with iCalendar's exclusive end.
Start, end and all-day are one value, so that a merge can never pair the start
of one side with the end of the other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Timed:
    """A span of instants.

    ``start`` and ``end`` are aware datetimes in UTC with ``start <= end``
    (Outlook allows a zero length).  ``zone`` is the IANA name of the zone the
    activity was planned in, or None where the side holds none.

    Raises ValueError for a naive time, a time not in UTC, or an end before the start.
    """

    start: datetime
    end: datetime
    zone: str | None = None

    def __post_init__(self) -> None:
        for instant in (self.start, self.end):
            if instant.tzinfo is not UTC:
                raise ValueError(f"not in UTC: {instant!r}")
        if self.end < self.start:
            raise ValueError(f"ends before it starts: {self.start} .. {self.end}")


@dataclass(frozen=True, slots=True)
class AllDay:
    """Whole dates from ``first`` up to but not including ``end``.

    Raises ValueError when that is less than one day.
    """

    first: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.first:
            raise ValueError(f"less than a day: {self.first} .. {self.end}")


When = Timed | AllDay
