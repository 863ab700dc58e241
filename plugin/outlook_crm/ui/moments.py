"""Dates, times and numbers as the user's language writes them.

How it writes them is in its catalog: what stands for a date is a message like any
other, and the number 1,234.5 is translated as the language would write it.
"""

from datetime import date, datetime, timedelta, tzinfo

from outlook_crm.domain.when import AllDay, Timed, When

from .ribbon_state import Text

_SAMPLE = "1,234.5"


def day(text: Text, shown: date) -> str:
    """A date in figures."""
    return text("{year:04}-{month:02}-{day:02}", year=shown.year, month=shown.month, day=shown.day)


def time(text: Text, shown: datetime) -> str:
    """A time of day to the minute, as its own zone has it."""
    return text("{hour:02}:{minute:02}", hour=shown.hour, minute=shown.minute)


def moment(text: Text, instant: datetime, zone: tzinfo) -> str:
    """Date and time of an instant on the user's clock."""
    local = instant.astimezone(zone)
    return f"{day(text, local)} {time(text, local)}"


def span(text: Text, when: When, zone: tzinfo) -> str:
    """From when to when; of whole days the first and the last."""
    match when:
        case AllDay():
            first, last = day(text, when.first), day(text, when.end - timedelta(days=1))
            return first if first == last else f"{first} - {last}"
        case Timed():
            start, end = (each.astimezone(zone) for each in (when.start, when.end))
            until = time(text, end) if start.date() == end.date() else moment(text, end, zone)
            return f"{moment(text, start, zone)} - {until}"


def number(text: Text, value: float, decimals: int = 0) -> str:
    """A number with its groups of thousands and its decimal mark."""
    written = text("1,234.5")
    group, point = written[1:-5], written[-2]
    return f"{value:,.{decimals}f}".translate({ord(","): group, ord("."): point})


def left(text: Text, seconds: float) -> str:
    """How long something will take still, in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return text("less than a minute")
    return text("about a minute", many="about {count} minutes", count=minutes)
