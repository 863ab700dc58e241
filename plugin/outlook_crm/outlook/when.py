"""The five cells that say when an appointment takes place, and the one value they mean.

Timed: ``Start`` and ``End`` are UTC instants.  All-day: they are dates, the end
exclusive, exactly as Outlook keeps midnight to midnight; a date never passes
through a time zone, so it cannot shift by a day.
"""

from collections.abc import Mapping
from datetime import date

from outlook_crm.domain.when import AllDay, Timed, When

from . import zones
from .records import instant, instant_text

CellValue = str | int | bool | None

CELLS = ("Start", "End", "AllDayEvent", "StartTimeZone")


def when_of(values: Mapping[str, CellValue]) -> When:
    """What the cells mean.

    A zone that CLDR does not know (a firm's own, or one made by an old invitation)
    is left out: the instants are right without it.

    Raises ValueError when a time is missing or the end lies before the start.
    """
    start, end = str(values["Start"]), str(values["End"])
    if values["AllDayEvent"]:
        return AllDay(date.fromisoformat(start), date.fromisoformat(end))
    zone = values["StartTimeZone"]
    return Timed(instant(start), instant(end), zones.iana_name(str(zone)) if zone else None)


def cells_of(when: When) -> Mapping[str, str | bool]:
    """The cells to write.

    Without a zone, or with one that Windows does not have, ``StartTimeZone`` is not
    among them and the item keeps the zone it was planned in.
    """
    if isinstance(when, AllDay):
        return {
            "AllDayEvent": True,
            "Start": when.first.isoformat(),
            "End": when.end.isoformat(),
        }
    cells: dict[str, str | bool] = {
        "AllDayEvent": False,
        "Start": instant_text(when.start),
        "End": instant_text(when.end),
    }
    if when.zone and (name := zones.windows_name(when.zone)):
        cells["StartTimeZone"] = name
    return cells
