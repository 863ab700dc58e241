"""When a series takes place, as Outlook understands it.

A series is kept on the wall clock of its zone: across a change of daylight saving it
keeps its time of day, and its instants shift.  Outlook differs from iCalendar in two
things: a day that a month lacks is that month's last day (iCalendar leaves the month
out), and there are no dates beside the rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil import rrule

from .when import AllDay, Timed, When
from .window import Span

_DAY = timedelta(days=1)
_SURE_DAY = 28  # every month has it


class Frequency(StrEnum):
    """The six kinds of rules."""

    DAILY = "daily"
    WEEKLY = "weekly"  # on each of ``weekdays``
    MONTHLY = "monthly"  # on ``day``
    MONTHLY_NTH = "monthly-nth"  # on the ``nth`` of the ``weekdays``
    YEARLY = "yearly"  # on ``day`` of ``month``
    YEARLY_NTH = "yearly-nth"  # on the ``nth`` of the ``weekdays`` in ``month``


_YEARLY = (Frequency.YEARLY, Frequency.YEARLY_NTH)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule and the times of day.

    ``interval`` counts days, weeks, months or years.  ``first`` is a date on or before
    the first occurrence, ``last`` one on or after the last; ``count`` is how many there
    are; neither: the series has no end.  ``weekdays`` are 0 (Monday) to 6; ``nth`` is 1
    to 4, or -1 for the last; a week begins on ``week_start``, which counts only where
    weeks are left out.  ``start`` is a time of day and ``duration`` what the wall clock
    goes on, both in ``zone`` (an IANA name); an ``all_day`` series starts at midnight
    and has no zone.

    Raises ValueError for a rule that names no day.
    """

    frequency: Frequency
    first: date
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    day: int = 0
    month: int = 0
    nth: int = 0
    last: date | None = None
    count: int | None = None
    start: time = time()
    duration: timedelta = timedelta()
    zone: str = "UTC"
    all_day: bool = False
    week_start: int = 6

    def __post_init__(self) -> None:
        by_weekday = self.frequency in (Frequency.WEEKLY, *_NTH)
        checks = {
            "interval": self.interval > 0,
            "weekdays": not by_weekday or bool(self.weekdays and max(self.weekdays) < len(_WEEK)),
            "nth": self.frequency not in _NTH or self.nth in (1, 2, 3, 4, -1),
            "day": self.frequency not in _BY_DAY or 1 <= self.day <= 31,  # noqa: PLR2004
            "month": self.frequency not in _YEARLY or 1 <= self.month <= 12,  # noqa: PLR2004
            "duration": self.duration >= (_DAY if self.all_day else timedelta()),
        }
        if wrong := [name for name, right in checks.items() if not right]:
            raise ValueError(f"no such {self.frequency} rule: {', '.join(wrong)}")

    def when(self, day: date) -> When:
        """The time of the occurrence of ``day``."""
        if self.all_day:
            return AllDay(day, day + max(_DAY, self.duration))
        zone = ZoneInfo(self.zone)
        start = datetime.combine(day, self.start)
        begin, end = _instant(start, zone), _instant(start + self.duration, zone)
        return Timed(begin, max(begin, end), self.zone)


_NTH = (Frequency.MONTHLY_NTH, Frequency.YEARLY_NTH)
_BY_DAY = (Frequency.MONTHLY, Frequency.YEARLY)
_WEEK = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


def days(pattern: Pattern, begin: date, end: date) -> Iterator[date]:
    """The dates of the rule from ``begin`` up to but not including ``end``, in order.

    A rule without a count costs the same wherever ``begin`` lies.
    """
    found = _all_days(pattern, begin)
    if pattern.count is not None:
        found = islice(found, pattern.count)
    stop = end if pattern.last is None else min(end, pattern.last + _DAY)
    return (day for day in takewhile(lambda day: day < stop, found) if day >= begin)


def has(pattern: Pattern, day: date) -> bool:
    """Whether ``day`` is one of the rule's dates."""
    return any(days(pattern, day, day + _DAY))


def occurrences(pattern: Pattern, span: Span) -> Iterator[tuple[date, When]]:
    """The occurrences any part of which is inside ``span``, by their dates."""
    # A date is up to a day away from the same moment's date in another zone.
    reach = pattern.duration + 2 * _DAY
    for day in days(pattern, span.first - reach, span.last + 2 * _DAY):
        when = pattern.when(day)
        if span.overlaps(when):
            yield day, when


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which a wall clock shows ``local``.

    A time that the clock shows twice is the second one (standard time), and one that it
    leaves out is an hour later.  No document tells what Outlook does; this is what
    Windows' own .NET does with the former, and what leaves no occurrence out.
    """
    return max(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def _all_days(pattern: Pattern, begin: date) -> Iterator[date]:
    """The rule's dates from its first; without a count perhaps later, from before ``begin``."""
    rule = _rule(pattern, pattern.first if pattern.count is not None else begin)
    return (day for each in rule if (day := each.date()) >= pattern.first)


def _rule(pattern: Pattern, begin: date) -> rrule.rrule:
    interval = pattern.interval
    match pattern.frequency:
        case Frequency.DAILY:
            start = _stepped(pattern.first, interval, begin)
            return rrule.rrule(rrule.DAILY, _midnight(start), interval)
        case Frequency.WEEKLY:
            week = pattern.first - timedelta((pattern.first.weekday() - pattern.week_start) % 7)
            start = _stepped(week, 7 * interval, begin)
            return rrule.rrule(
                rrule.WEEKLY,
                _midnight(start),
                interval,
                wkst=_WEEK[pattern.week_start],
                byweekday=_weekdays(pattern),
            )
    return _by_month(pattern, begin)


def _by_month(pattern: Pattern, begin: date) -> rrule.rrule:
    yearly = pattern.frequency in _YEARLY
    interval = 12 * pattern.interval if yearly else pattern.interval
    start = pattern.first.replace(day=1, month=pattern.month if yearly else pattern.first.month)
    months = (begin.year - start.year) * 12 + begin.month - start.month
    months = max(0, months // interval) * interval
    start = date(
        start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1
    )
    midnight = _midnight(start)
    if pattern.frequency in _NTH:
        return rrule.rrule(
            rrule.MONTHLY, midnight, interval, bysetpos=pattern.nth, byweekday=_weekdays(pattern)
        )
    # The last there is of the 28th up to the day.
    sure = min(pattern.day, _SURE_DAY)
    return rrule.rrule(
        rrule.MONTHLY,
        midnight,
        interval,
        bysetpos=-1,
        bymonthday=range(sure, pattern.day + 1),
    )


def _stepped(first: date, step: int, begin: date) -> date:
    """``first``, or so many whole steps later that it is the last one not after ``begin``."""
    return first + timedelta(max(0, (begin - first).days // step) * step)


def _weekdays(pattern: Pattern) -> list[rrule.weekday]:
    return [_WEEK[day] for day in sorted(pattern.weekdays)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
