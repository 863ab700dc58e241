"""The series of one calendar, kept between two passes.

A series whose row did not change is not read again; the occurrences that enter the
window as days pass come from its pattern.
"""

from collections.abc import Callable, Collection, Iterable, KeysView, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY, Span
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import Absence, Item

from .records import Record, Row
from .series import KeyOf, Master, parted

_BEFORE, _AFTER = timedelta(MOST_HISTORY + 7), timedelta(MOST_FORWARD + 7)
"""The widest window, with a week for what was moved across its edge."""


@dataclass(slots=True)
class Shows:
    """What series show of their occurrences, as parts of an Observation."""

    items: dict[str, Item] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    absent: dict[str, Absence] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)


class KnownSeries:
    """Series by their EntryIDs; ``now`` is the clock in UTC."""

    def __init__(self, key_of: KeyOf, now: Callable[[], datetime]) -> None:
        self._key_of = key_of
        self._now = now
        self._masters: dict[str, Master] = {}

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._masters

    @property
    def ids(self) -> KeysView[str]:
        """The EntryIDs of those that are known."""
        return self._masters.keys()

    def name(self, entry_id: str) -> str:
        """The identity of a series, "" for one that is not known."""
        master = self._masters.get(entry_id)
        return master.name if master else ""

    def to_read(self, rows: Iterable[Row]) -> set[str]:
        """The series among the rows that are not known as they are now."""
        series = (row for row in rows if row.recurring)
        return {row.id for row in series if not self._knows(row)}

    def keep_only(self, entry_ids: Collection[str]) -> None:
        """Forget what is in the calendar no more."""
        self._masters = {id_: each for id_, each in self._masters.items() if id_ in entry_ids}

    def forget(self, entry_ids: Iterable[str]) -> None:
        """These are not in the calendar any more."""
        for entry_id in entry_ids:
            self._masters.pop(entry_id, None)

    def take(self, record: Record) -> str:
        """Know it as it was read just now; why it cannot be understood, "" if it can."""
        self._masters.pop(record.id, None)
        if record.series is None:
            return ""
        try:
            self._masters[record.id] = Master(record, self._key_of, self._now())
        except (ValueError, KeyError) as error:
            return f"Its recurrence is not understood ({error})."
        return ""

    def occurrence(self, id_: str) -> Item | Absence:
        """What its series shows of an occurrence; UNKNOWN where the series is not known."""
        entry_id, day = parted(id_)
        master = self._masters.get(entry_id)
        return master.occurrence(day) if master and day else Absence.UNKNOWN

    def was_deleted(self, entry_id: str, day: date | None) -> bool:
        """Whether the user deleted this one occurrence of a series that is known."""
        master = self._masters.get(entry_id)
        return master is not None and day is not None and master.was_deleted(day)

    def find(self, key: str) -> Item | None:
        """The occurrence that bears the key, within the widest window there is."""
        span = self._widest()
        for master in self._masters.values():
            for day in master.days(span):
                if master.key(day) == key and isinstance(found := master.occurrence(day), Item):
                    return found
        return None

    def written(self, record: Record, id_: str) -> Item | None:
        """The read-back of a written occurrence, whose series is not all in the record."""
        day = parted(id_)[1]
        found = Master(record, self._key_of, self._now()).occurrence(day) if day else None
        return found if isinstance(found, Item) else None

    def shows(
        self, want: Want, entry_ids: Iterable[str] | None, known: Mapping[str, Collection[date]]
    ) -> Shows:
        """The occurrences of these series (None for all) in the window, and the known ones.

        ``known`` gives their dates by EntryID.  Many years of an endless series are more
        than anybody wants: such a wish gets the widest window there is.
        """
        wide = want.end - want.start > _BEFORE + _AFTER
        span = self._widest() if wide else _span(want.start, want.end)
        shows = Shows()
        for entry_id in self._masters if entry_ids is None else entry_ids:
            if master := self._masters.get(entry_id):
                _show(master, master.days(span), known.get(entry_id, ()), want.known, shows)
        return shows

    def _widest(self) -> Span:
        return _span(self._now() - _BEFORE, self._now() + _AFTER)

    def _knows(self, row: Row) -> bool:
        master = self._masters.get(row.id)
        return master is not None and master.is_as_in(row)


def _show(
    master: Master,
    days: Iterable[date],
    known_days: Collection[date],
    known: Mapping[str, str],
    shows: Shows,
) -> None:
    lost = False
    for day in {*days, *known_days}:
        id_ = master.id_of(day)
        if (version := known.get(id_)) and master.is_unchanged(day, version):
            shows.unchanged.add(id_)
        elif isinstance(found := master.occurrence(day), Item):
            shows.items[id_] = found
        elif reason := master.unreadable(day):
            shows.unreadable[id_] = sentence("Outlook could not read it ({reason}).", reason=reason)
        else:
            shows.absent[id_] = found
            lost = lost or not master.was_deleted(day)
    if lost:
        # One that the user deleted by itself has no heir.
        shows.series |= {
            master.id_of(day): master.name for day in known_days if not master.was_deleted(day)
        }


def _span(start: datetime, end: datetime) -> Span:
    return Span(start.date(), end.date() + timedelta(days=1), start, end)
