"""The values that travel through the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from outlook_crm.domain.fields import FieldName, Fields, FieldValue
from outlook_crm.domain.side import Side

TAKEN_BACK = "-"
"""Before a record's id in a mark: this copy of it is being taken back.

Met in Deleted Items it is no user's deletion, on whatever PC; alive it is still the copy.
"""


class Role(StrEnum):
    """What the paired user is to an item; decides what may be written to it."""

    OWN = "own"  # a plain appointment or activity of the user
    ORGANISER = "organiser"  # the user's own meeting with attendees
    INVITED = "invited"  # a received meeting: time and place are another's
    CANCELLED = "cancelled"  # a received meeting that its organiser took back


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its side holds it now.

    ``version`` is opaque and compared for equality only.  ``modified`` is the
    side's own clock in UTC, used for the policy *newest* alone.  ``key`` names
    the activity on every PC (see `outlook_crm.sync.marks.activity_key`): computed
    for an Outlook item, read from the record for a CRM item; empty when there is none.
    ``stamp`` is the CRM id that the Outlook item carries for this pairing, None
    for none and always None on the CRM side; ``put_away``: it is marked as one whose making
    was taken back.  ``whole`` is False when parts of
    the item could not be read: what is missing in ``fields`` is then unknown.
    ``type_read`` is False where the type is among them, and no type does not mean that
    nobody chose one.
    ``series`` names the series that the item is an occurrence of, "" for a single item:
    an occurrence carries no stamp, for that would make it a changed one.
    """

    side: Side
    id: str
    version: str
    fields: Fields
    modified: datetime
    created: datetime
    key: str = ""
    stamp: str | None = None
    role: Role = Role.OWN
    read_only: bool = False
    series: str = ""
    whole: bool = True
    type_read: bool = True
    put_away: bool = False


class Absence(StrEnum):
    """What is known of an item that was not where it used to be."""

    DELETED = "deleted"  # proven: in Deleted Items and nowhere alive, or told by the side
    MOVED = "moved"  # alive in a folder outside the pairing
    RELEASED = "released"  # there, but no longer the user's to see or own
    LOST = "lost"  # found nowhere, and nobody told of a deletion
    UNKNOWN = "unknown"  # could not be found out now; never a deletion


@dataclass(frozen=True, slots=True)
class Observation:
    """What one side showed.

    ``items`` holds every item that was read in full, by id.  ``unchanged`` are
    ids that are there and whose version is the one the caller already had (not
    read again).  ``absent`` says what is known of each asked-for id that is
    gone.  ``complete`` is True only when the whole window was enumerated
    without an error: without it nothing not mentioned may be called absent.
    ``cursor`` is where the next delta starts (opaque), "" when the side has none.
    ``unreadable`` maps ids to a plain reason.  ``ahead`` is how far the side's clock
    goes before ours, as measured now; None where it is our own or was not measured.
    ``series`` names the series that ids belong to, of those that lost an occurrence by a
    change of their rule or as a whole: of absent ids, of those that stayed, and of a
    single item that was a series.
    """

    side: Side
    items: Mapping[str, Item]
    unchanged: frozenset[str] = frozenset()
    absent: Mapping[str, Absence] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False
    cursor: str = ""
    ahead: timedelta | None = None
    series: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What each side showed of one field when they last agreed.

    A side that does not hold the field has no value: ``has_outlook`` or
    ``has_crm`` is then False and the value is meaningless.
    """

    outlook: FieldValue = None
    crm: FieldValue = None
    has_outlook: bool = False
    has_crm: bool = False

    def holds(self, side: Side) -> bool:
        """Whether ``side`` showed the field at all."""
        return self.has_outlook if side is Side.OUTLOOK else self.has_crm

    def of(self, side: Side) -> FieldValue:
        """The rendering of ``side``."""
        return self.outlook if side is Side.OUTLOOK else self.crm

    def showing(self, side: Side, value: FieldValue) -> "Rendering":
        """The same with ``value`` as what ``side`` showed."""
        if side is Side.OUTLOOK:
            return Rendering(value, self.crm, has_outlook=True, has_crm=self.has_crm)
        return Rendering(self.outlook, value, has_outlook=self.has_outlook, has_crm=True)


Base = Mapping[FieldName, Rendering]


@dataclass(frozen=True, slots=True)
class Link:
    """These two items are one.

    ``seen_outlook`` and ``seen_crm`` are versions at which the side showed just what
    the base says in every field: a side whose version is equal need not be read.  ""
    while the side shows something else (a change that was not sent).  ``stamped``
    is False while the Outlook item does not carry its stamp yet.  ``born`` is
    the side the activity was made on.  ``missing_since`` is set by the first
    of the two passes that a deletion needs, on the side ``missing_side``.
    """

    pairing: str
    outlook_id: str
    crm_id: str
    key: str
    base: Base
    seen_outlook: str = ""
    seen_crm: str = ""
    stamped: bool = False
    keyed: bool = False
    born: Side = Side.OUTLOOK
    missing_side: Side | None = None
    missing_since: datetime | None = None
    failures: int = 0
    trouble: str = ""  # why it needs attention, "" for none

    def id_on(self, side: Side) -> str:
        """The id of the item on ``side``."""
        return self.outlook_id if side is Side.OUTLOOK else self.crm_id

    def seen_on(self, side: Side) -> str:
        """The version last agreed on ``side``."""
        return self.seen_outlook if side is Side.OUTLOOK else self.seen_crm

    def seeing(self, side: Side, version: str) -> "Link":
        """The same with ``version`` as the one last agreed on ``side``."""
        if side is Side.OUTLOOK:
            return replace(self, seen_outlook=version)
        return replace(self, seen_crm=version)


class StepKind(StrEnum):
    """What a step does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    STAMP = "stamp"  # write the link's mark on an existing item, or take it off


@dataclass(frozen=True, slots=True)
class Step:
    """One write to one side.

    ``target`` is the item written ("" for a create), ``source`` the id on the
    other side.  ``fields`` are the values to write.  ``expect`` is the version
    the step was planned on: the adapter compares it just before writing.
    ``key`` is the activity's key; for a create it is written with the item and
    looked up before any second try; an update that ``rekeys`` writes it, too, because the
    item goes on for another one.  ``reason`` is the plan's sentence.
    """

    kind: StepKind
    side: Side
    target: str
    source: str
    key: str
    fields: Fields = field(default_factory=dict)
    expect: str = ""
    reason: str = ""
    rekeys: bool = False


class Fate(StrEnum):
    """What became of a step."""

    DONE = "done"
    STALE = "stale"  # the item changed since it was observed; nothing written
    BUSY = "busy"  # cannot be written now (open in a window, told to wait); nothing written
    MISSING = "missing"  # the item is not there; nothing written
    REFUSED = "refused"  # the side said no; nothing written
    NOT_DONE = "not done"  # cancelled or unreachable before the write
    UNKNOWN = "unknown"  # sent, but no answer: the journal settles it


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step's fate.  ``item`` is the read-back of a DONE create, update or stamp.

    ``reason`` is a plain sentence for REFUSED, or tells what of a DONE step was refused and
    left out; ``wait`` seconds for BUSY when known.
    """

    fate: Fate
    item: Item | None = None
    reason: str = ""
    wait: float | None = None
