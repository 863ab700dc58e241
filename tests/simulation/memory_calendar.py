"""One side's calendar in memory: its items, its habits, its faults, and its user.

The same class is Outlook's folder and the CRM's list of activities; `Habits` says
in what they differ.  Any number of `MemorySide` may look at it, as several PCs do.
"""

import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.simulation.clock import Clock

from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName, Fields, FieldValue
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.ports import Capabilities
from outlook_crm.sync.values import TAKEN_BACK, Absence, Item, Role

RELATIONS = frozenset({FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS})
_CHOICES = frozenset({FieldName.TYPE, FieldName.STATUS})


@dataclass(frozen=True)
class Habits:
    """How a side renders what is written to it, and what it can do.

    ``defaults`` are the fields of an item that nobody set; a name that is missing
    there is not shown until it was set.  ``computes_key``: the key is made of an id that
    the side gives, and a copy has the same (Outlook); else it is kept as written.
    """

    capabilities: Capabilities
    defaults: Fields
    computes_key: bool = False
    cursors: bool = False  # observations may be deltas
    subject_limit: int = 255
    drops_seconds: bool = False
    flattens_body: bool = False  # lines become one
    trims: bool = False

    def rendered(self, name: FieldName, value: FieldValue) -> FieldValue:
        """What the side shows of a value that was written."""
        if isinstance(value, Timed):
            return self._rendered_time(value)
        if isinstance(value, str):
            return self._rendered_text(name, value) or None
        return value

    def _rendered_time(self, when: Timed) -> Timed:
        zone = when.zone if self.capabilities.keeps_zone else None
        if not self.drops_seconds:
            return replace(when, zone=zone)
        start, end = (each.replace(second=0, microsecond=0) for each in (when.start, when.end))
        return Timed(start, end, zone)

    def _rendered_text(self, name: FieldName, text: str) -> str:
        if name is FieldName.DESCRIPTION and self.flattens_body:
            text = re.sub(r"\s+", " ", text)
        if name is FieldName.SUBJECT:
            text = text[: self.subject_limit]
        return text.strip() if self.trims else text


_DEFAULTS: Fields = {
    FieldName.SUBJECT: None,
    FieldName.DESCRIPTION: None,
    FieldName.LOCATION: None,
    FieldName.BUSY: "busy",
    FieldName.IMPORTANCE: "normal",
    FieldName.REMINDER: None,
    FieldName.CATEGORIES: (),
    FieldName.SENSITIVITY: "normal",
    FieldName.ACCOUNTS: (),
    FieldName.CONTACTS: (),
    FieldName.PROJECTS: (),
    FieldName.ATTENDEES: (),
    FieldName.RESPONSE: None,
}

OUTLOOK = Habits(
    Capabilities(fields=CALENDAR_NAMES),
    {**_DEFAULTS, FieldName.REMINDER: 15},
    computes_key=True,
    drops_seconds=True,
)

CRM = Habits(
    Capabilities(
        fields=CALENDAR_NAMES,
        single_valued=frozenset({FieldName.PROJECTS}),
        keeps_zone=False,
        relations_bump_version=False,
    ),
    {**_DEFAULTS, **dict.fromkeys(_CHOICES)},
    cursors=True,
)


@dataclass
class Faults:
    """What goes wrong from now on; numbers count down, the rest stays until it is taken away."""

    lose_answers: int = 0  # the next writes happen, and nobody learns of it
    lose_requests: int = 0  # the next writes do not happen, and nobody learns of it
    stale: int = 0  # the next updates and deletions answer so
    not_done: int = 0  # the next writes answer so
    unreachable: int = 0  # the next calls raise it
    refuse: dict[str, str] = field(default_factory=dict)  # id ("" for a create) -> reason
    busy: set[str] = field(default_factory=set)  # ids
    busy_wait: float | None = None
    unreadable: dict[str, str] = field(default_factory=dict)  # id -> reason
    unreadable_fields: dict[str, Collection[FieldName]] = field(default_factory=dict)
    unjudged: set[str] = field(default_factory=set)  # ids whose absence cannot be found out
    partial: bool = False  # the next full observation is incomplete
    hidden: set[str] = field(default_factory=set)  # ids that the partial one misses
    verify: Exception | None = None  # raised by it


@dataclass
class Record:
    """An item and where it is: ``absence`` None for here, else what a search would find."""

    id: str
    key: str
    fields: dict[FieldName, FieldValue]
    created: datetime
    modified: datetime
    version: int = 0
    absence: Absence | None = None
    stamp: str | None = None
    role: Role = Role.OWN
    read_only: bool = False


class MemoryCalendar:
    """See the module.

    ``skew`` is how far the side's own clock is ahead.  ``records`` holds also what
    is here no more.
    """

    def __init__(self, side: Side, clock: Clock, habits: Habits | None = None) -> None:
        self.side = side
        self.clock = clock
        self.habits = habits or (OUTLOOK if side is Side.OUTLOOK else CRM)
        self.skew = timedelta()
        self.faults = Faults()
        self.records: dict[str, Record] = {}
        self.version = 0  # of the latest change, counted over the whole calendar
        self._made = 0

    @property
    def living(self) -> Mapping[str, Record]:
        """What a user sees, by id."""
        return {id_: record for id_, record in self.records.items() if record.absence is None}

    def alive(self, item: str) -> Record | None:
        """The one of `living` with this id."""
        record = self.records.get(item)
        return record if record and record.absence is None else None

    # What the user, a colleague or the server does.

    def user_creates(self, fields: Fields) -> str:
        """Make an item; returns its id.  ``fields`` must say when it is."""
        return self.add(fields).id

    def user_changes(self, item: str, fields: Fields) -> None:
        """Change some fields."""
        self.change(self.records[item], fields)

    def user_deletes(self, item: str) -> None:
        """Delete it in the way that can be proven later."""
        self.vanish(item, Absence.DELETED)

    def user_moves_away(self, item: str) -> None:
        """Move it out of the pairing's calendar, or give it to somebody else."""
        outlook = self.side is Side.OUTLOOK
        self.vanish(item, Absence.MOVED if outlook else Absence.RELEASED)

    def user_brings_back(self, item: str) -> None:
        """Undo a deletion or a move."""
        self.records[item].absence = None
        self.touch(item)

    def user_copies(self, item: str) -> str:
        """Copy it, with its key and its stamp; returns the copy's id."""
        copy = deepcopy(self.records[item])
        copy.id = self._next_id()
        copy.created = self._time()
        self.records[copy.id] = copy
        self.touch(copy.id)
        return copy.id

    def remake(self, item: str) -> str:
        """The same item under a new id (an accepted invitation, a migration); returns it."""
        new = self.user_copies(item)
        self.vanish(item, Absence.LOST)
        return new

    def vanish(self, item: str, absence: Absence) -> None:
        """It is here no more, and a search will find so much."""
        self.records[item].absence = absence

    def touch(self, item: str) -> None:
        """A new version without a change that shows (a server's doing)."""
        self.version += 1
        self.records[item].version = self.version
        self.records[item].modified = self._time()

    # What a side does.

    def add(self, fields: Fields, *, key: str = "", stamp: str = "") -> Record:
        """A new item with the side's defaults."""
        id_ = self._next_id()
        key = f"key-of-{id_}" if self.habits.computes_key else key
        record = Record(id_, key, dict(self.habits.defaults), self._time(), self._time())
        record.stamp = stamp or None
        self.records[id_] = record
        self.change(record, fields)
        self.touch(id_)
        return record

    def change(self, record: Record, fields: Fields) -> None:
        """Write these fields as the side renders them."""
        old = dict(record.fields)
        for name, value in fields.items():
            record.fields[name] = self._zoned(record, self.habits.rendered(name, value))
        differing = {name for name in fields if old.get(name, ...) != record.fields[name]}
        if differing - RELATIONS or (differing and self.habits.capabilities.relations_bump_version):
            self.touch(record.id)

    def item(self, record: Record) -> Item:
        """The record as the sync sees it now."""
        unread = self.faults.unreadable_fields.get(record.id, ())
        held = self.habits.capabilities.fields - set(unread)
        return Item(
            side=self.side,
            id=record.id,
            version=str(record.version),
            fields={name: value for name, value in record.fields.items() if name in held},
            modified=record.modified,
            created=record.created,
            key=record.key if self.habits.capabilities.keeps_key else "",
            stamp=record.stamp and record.stamp.removeprefix(TAKEN_BACK),
            role=record.role,
            read_only=record.read_only,
            whole=not unread,
            type_read=FieldName.TYPE not in unread,
            put_away=(record.stamp or "").startswith(TAKEN_BACK),
        )

    def _zoned(self, record: Record, value: FieldValue) -> FieldValue:
        """A time without a zone keeps the one the item has."""
        old = record.fields.get(FieldName.WHEN)
        if isinstance(value, Timed) and value.zone is None and isinstance(old, Timed):
            return replace(value, zone=old.zone)
        return value

    def _next_id(self) -> str:
        self._made += 1
        return f"{self.side.value}-{self._made}"

    def _time(self) -> datetime:
        return self.clock.now() + self.skew
