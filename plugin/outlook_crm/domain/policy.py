"""What the user and the administrator decided about the sync, as values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from .side import Side
from .window import Window


class Conflicts(StrEnum):
    """Whose value stays when both sides changed the same field."""

    NEWEST = "newest"
    OUTLOOK = "outlook"
    CRM = "crm"
    ASK = "ask"  # nobody's: the user is asked, and both values stay until then


class PrivateItems(StrEnum):
    """What of the user's private appointments reaches the CRM."""

    FULL = "full"
    BUSY = "busy"  # the time, without content
    NONE = "none"


class Released(StrEnum):
    """What becomes of an appointment whose CRM record is no longer the user's to see."""

    HOLD = "hold"  # it stays, and the user is asked
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Types:
    """A choice of activity types; ``everything`` takes in types made later, too."""

    names: frozenset[str] = frozenset()
    everything: bool = False

    def __contains__(self, name: str | None) -> bool:
        return self.everything or name in self.names


ALL_TYPES = Types(everything=True)
NO_TYPES = Types()


@dataclass(frozen=True, slots=True)
class Direction:
    """What may travel to one side.

    ``create`` are the types that are made there, ``change`` those that are changed
    and deleted there.  No types at all: that direction is silent.
    """

    window: Window = field(default_factory=Window)
    create: Types = ALL_TYPES
    change: Types = ALL_TYPES


@dataclass(frozen=True, slots=True)
class Guard:
    """How many deletions in 24 hours wait for the user's word.

    Held are ``many``, or ``few`` when they are also more than ``share`` of all links.
    """

    many: int = 50
    few: int = 5
    share: float = 0.10

    def holds(self, deletions: int, links: int) -> bool:
        """Whether so many deletions of so many links are too many."""
        if deletions >= self.many:
            return True
        return deletions >= self.few and deletions > self.share * links


Earlier = tuple[tuple[datetime, str | None], ...]
"""Default types that hold no more, each with the moment (UTC) it was replaced at."""


@dataclass(frozen=True, slots=True)
class Policy:
    """All that decides about steps, and nothing that decides about reads.

    ``default_type`` is given to an activity whose type nobody ever chose, None
    for none; each of ``earlier`` ones held for what was made before its moment (UTC),
    oldest first.  ``zone`` is the user's own, for counting days.  ``private_subject``
    stands in for the subject of an item that goes out without content.  ``apart`` are
    types that take no time, tasks: they never become appointments, whatever is chosen.
    """

    to_crm: Direction = Direction()
    to_outlook: Direction = Direction()
    default_type: str | None = None
    earlier: Earlier = ()
    conflicts: Conflicts = Conflicts.NEWEST
    private: PrivateItems = PrivateItems.FULL
    private_subject: str = "Private"
    guard: Guard = Guard()
    released: Released = Released.HOLD
    apart: frozenset[str] = frozenset()
    zone: tzinfo = field(default=UTC)

    def towards(self, side: Side) -> Direction:
        """What may travel to ``side``."""
        return self.to_crm if side is Side.CRM else self.to_outlook

    def default_for(self, made: datetime) -> str | None:
        """The default type of an appointment made then; while there is none now, none."""
        if self.default_type is None:
            return None
        held = (kind for until, kind in self.earlier if made < until)
        return next(held, self.default_type)
