"""Times in the filter language: ISO 8601, and ``$now`` with what is added to it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.crm_server.choices import UNITS

_NOW = re.compile(
    r"\$now(?P<part>\.date|\.time)?(?:\s+(?P<count>[+-]?\d+)\s+(?P<unit>[a-z]+?)s?)?", re.IGNORECASE
)
_MONTHS = {"month": 1, "year": 12}


def is_moment(value: Any) -> bool:
    """Whether the value is meant as a ``$now`` expression."""
    return isinstance(value, str) and value.lower().startswith("$now")


def resolve(expression: str, now: datetime) -> str:
    """The ISO 8601 text that a ``$now`` expression means; raises ValueError for a wrong one."""
    found = _NOW.fullmatch(expression.strip())
    if found is None:
        raise ValueError(f"not an expression of $now: {expression}")
    moment = now if found["count"] is None else _add(now, int(found["count"]), found["unit"])
    return _part(moment, (found["part"] or "").lower())


def parse(text: str) -> datetime:
    """An aware time; UTC where the text has no zone.  Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _part(moment: datetime, part: str) -> str:
    if part == ".date":
        return moment.date().isoformat()
    if part == ".time":
        return moment.time().isoformat("seconds")
    return moment.isoformat()


def _add(moment: datetime, count: int, unit: str) -> datetime:
    unit = unit.lower()
    if unit not in UNITS:
        raise ValueError(f"not a unit of time: {unit}")
    if unit in _MONTHS:
        return _add_months(moment, count * _MONTHS[unit])
    return moment + timedelta(**{f"{unit}s": count})


def _add_months(moment: datetime, count: int) -> datetime:
    years, month = divmod(moment.month - 1 + count, 12)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    month_length = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(moment.day, month_length.day))
