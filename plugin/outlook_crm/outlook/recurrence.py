"""The seam's plain values of a RecurrencePattern, and the pattern they mean."""

from datetime import date, time, timedelta

from outlook_crm.domain.recurrence import Frequency, Pattern

from . import zones
from .records import Json

# OlRecurrenceType.
_FREQUENCIES = {
    0: Frequency.DAILY,
    1: Frequency.WEEKLY,
    2: Frequency.MONTHLY,
    3: Frequency.MONTHLY_NTH,
    5: Frequency.YEARLY,
    6: Frequency.YEARLY_NTH,
}
_LAST = 5  # of RecurrencePattern.Instance
_MONTHS = 12


def pattern_of(record: Json, *, all_day: bool) -> Pattern:
    """The pattern of a series.

    Raises ValueError for a type that Outlook does not list, for values that make no
    rule, and for a zone that CLDR does not know: without it there are no instants.
    """
    if record["type"] not in _FREQUENCIES:
        raise ValueError(f"recurrence of type {record['type']}")
    frequency = _FREQUENCIES[record["type"]]
    return Pattern(
        frequency=frequency,
        first=date.fromisoformat(record["first"]),
        # Ended by a count, the series tells the last date as well.
        last=None if record["endless"] else date.fromisoformat(record["last"]),
        interval=_interval(frequency, record["interval"]),
        weekdays=frozenset(_weekdays(record["mask"])),
        day=record["day"],
        month=record["month"],
        nth=-1 if record["instance"] == _LAST else record["instance"],
        start=time() if all_day else time.fromisoformat(record["start"]),
        duration=timedelta(minutes=record["duration"]),
        zone="UTC" if all_day else _zone(record["zone"]),
        all_day=all_day,
    )


def _interval(frequency: Frequency, told: int) -> int:
    """Outlook counts yearly rules in months; "every weekday" it gives an interval of 0."""
    yearly = frequency in (Frequency.YEARLY, Frequency.YEARLY_NTH)
    if yearly and told % _MONTHS == 0:
        told //= _MONTHS
    return told or 1


def _weekdays(mask: int) -> list[int]:
    """OlDaysOfWeek begins with Sunday, a date's weekday with Monday."""
    return [(bit - 1) % 7 for bit in range(7) if mask & 1 << bit]


def _zone(windows: str) -> str:
    name = zones.iana_name(windows)
    if name is None:
        raise ValueError(f"no zone {windows!r}")
    return name
