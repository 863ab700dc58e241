"""``/calendar/``: a user's month, as a page to look at.

``?month=2026-03&user=anna&zone=Europe/Helsinki``; by default this month, the first user, UTC.
"""

from calendar import Calendar, day_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from tests.crm_server.models import Activity, PicklistValue, User
from tests.crm_server.switchboard import SWITCHBOARD

_DAY = timedelta(days=1)
_COLOURS = 6  # of the style sheet


@dataclass(frozen=True)
class Entry:
    """An activity as one day shows it; ``time`` is empty for whole days and later days."""

    activity: Activity
    time: str
    colour: int
    continued: bool


@dataclass(frozen=True)
class Day:
    """One cell of the month."""

    date: date
    inside: bool
    today: bool
    entries: list[Entry]


def month(request: HttpRequest) -> HttpResponse:
    try:
        zone = ZoneInfo(request.GET.get("zone") or "UTC")
        first = _first_day(request.GET.get("month"), zone)
    except (ValueError, ZoneInfoNotFoundError):
        return HttpResponseBadRequest("month is like 2026-03, zone like Europe/Helsinki")
    users = User.objects.order_by("pk")
    name = request.GET.get("user")
    user = get_object_or_404(users, username=name) if name else users.first()
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    context = {
        "weeks": _filled(weeks, user, zone, first),
        "weekdays": list(day_name),
        "first": first,
        "previous": first - _DAY,
        "next": (first + 31 * _DAY).replace(day=1),
        "user": user,
        "users": users,
        "zone": zone.key,
        "types": list(_colours().items()),
    }
    return render(request, "calendar/month.html", context)


def _first_day(text: str | None, zone: tzinfo) -> date:
    if not text:
        return SWITCHBOARD.now().astimezone(zone).date().replace(day=1)
    return date.fromisoformat(f"{text}-01")


def _filled(weeks: list[list[date]], user: User, zone: tzinfo, first: date) -> list[list[Day]]:
    entries: dict[date, list[Entry]] = {day: [] for week in weeks for day in week}
    colours = _colours()
    for activity in _between(user, weeks[0][0], weeks[-1][-1]):
        for day, entry in _spread(activity, zone, colours):
            if day in entries:
                entries[day].append(entry)
    today = SWITCHBOARD.now().astimezone(zone).date()
    return [
        [Day(day, day.month == first.month, day == today, entries[day]) for day in week]
        for week in weeks
    ]


def _between(user: User | None, first: date, last: date):
    # A day more at both ends: whose midnight it is depends on the zone.
    start = datetime.combine(first - _DAY, time.min, UTC)
    end = datetime.combine(last + 2 * _DAY, time.min, UTC)
    found = Activity.objects.filter(owner=user, start_date__lt=end, end_date__gte=start)
    return found.order_by("-all_day", "start_date").prefetch_related("accounts")


def _spread(
    activity: Activity, zone: tzinfo, colours: dict[str, int]
) -> Iterator[tuple[date, Entry]]:
    first, last = _days(activity, zone)
    colour = colours.get(activity.activity_type or "", 0)
    shown = "" if activity.all_day else activity.start_date.astimezone(zone).strftime("%H:%M")
    for number in range((last - first).days + 1):
        day_time = "" if number else shown
        yield first + number * _DAY, Entry(activity, day_time, colour, continued=bool(number))


def _days(activity: Activity, zone: tzinfo) -> tuple[date, date]:
    """The first and the last day; an end at midnight is still the day before."""
    if activity.all_day:
        zone = UTC
    start, end = (each.astimezone(zone) for each in (activity.start_date, activity.end_date))
    if end > start and end.time() == time.min:
        end -= _DAY
    return start.date(), max(start.date(), end.date())


def _colours() -> dict[str, int]:
    values = PicklistValue.objects.filter(picklist__name="activity_type")
    return {
        value: number % _COLOURS + 1
        for number, value in enumerate(values.values_list("value", flat=True))
    }
