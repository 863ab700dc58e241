"""The seam's plain values of a RecurrencePattern, and the pattern they mean."""

from datetime import date, time, timedelta
from struct import Struct

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
_SUNDAY = 6
_HEAD = Struct("<6xHH")  # two versions and the frequency, then the type and the calendar
_FIRST_TIMES = 12
_OF_THE_TYPE = {1: 4, 2: 4, 3: 8, 4: 4}  # bytes that a week, a month, its nth, its end have
_END = Struct("<8xI")  # how it ends and after how many, then the first day of the week
_OTHER_MONTHS = (6, 8, 14, 15, 16, 17, 18, 19, 20, 23)  # Hijri, Hebrew, Saka, the lunar ones
_WEEK = 1  # the pattern types up to this one know no months


def pattern_of(record: Json, *, all_day: bool) -> Pattern:
    """The pattern of a series.

    Raises ValueError for a type that Outlook does not list, for values that make no
    rule, for months of another calendar than ours, and for a zone that CLDR does not
    know: without it there are no instants.
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
        week_start=_week_start(bytes.fromhex(record.get("head") or "")),
    )


def _week_start(head: bytes) -> int:
    """The first day of a week, from the stored pattern (MS-OXOCAL, RecurrencePattern).

    Where it could not be read it is Sunday.
    """
    if len(head) < _HEAD.size:
        return _SUNDAY
    pattern_type, calendar = _HEAD.unpack_from(head)
    if calendar in _OTHER_MONTHS and pattern_type > _WEEK:
        raise ValueError(f"calendar {calendar}")
    at = _HEAD.size + _FIRST_TIMES + _OF_THE_TYPE.get(pattern_type, 0)
    if len(head) < at + _END.size:
        return _SUNDAY
    (first_day,) = _END.unpack_from(head, at)
    return (int(first_day) - 1) % 7


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
