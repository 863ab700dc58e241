"""The two doors of the engine: a side, and the state.

Each protocol has one conformance suite under tests/conformance that every
adapter passes.  What a side cannot do is said by `Capabilities`, asked for by
value; there is no NotImplementedError.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

from .values import Absence, Item, Link, Observation, Outcome, Step


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a side can do.

    ``fields`` are those it can hold, ``single_valued`` those of them that hold at
    most one id.  ``keeps_key``: its items can carry the activity's key.
    ``keeps_zone``: a timed item shows the zone it was planned in.
    ``relations_bump_version``: a new relation changes the item's version.
    ``series``: it shows the occurrences of recurring items, each as an item.
    """

    fields: frozenset[FieldName]
    single_valued: frozenset[FieldName] = frozenset()
    keeps_key: bool = True
    keeps_zone: bool = True
    relations_bump_version: bool = True
    series: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """What the engine asks a side to show.

    ``start`` and ``end`` (UTC) bound the window: items that overlap it are in.
    ``known`` maps the ids of linked items to the versions last seen: an item
    with the same version is reported as unchanged; a known id is judged
    whether it is inside the window or not, and one that is gone gets an
    `Absence`.  ``keys`` gives the key of each known id, so that a moved item can
    be found again, ``marks`` the record that each one's stamp names, of those that
    surely carry it.  ``cursor`` asks for a delta since then, "" for everything.
    ``only`` limits the reading to these ids (a change that an event told of);
    the observation is then never complete.
    """

    start: datetime
    end: datetime
    known: Mapping[str, str]
    keys: Mapping[str, str]
    cursor: str = ""
    only: frozenset[str] | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


class Writes(Protocol):
    """What steps are carried out on."""

    def write(self, step: Step) -> Outcome:
        """Carry out one step; see `SidePort.write`."""
        ...


class SidePort(Protocol):
    """One side: Outlook's calendar or the CRM's activities, for one pairing.

    Every call may raise `outlook_crm.errors.Theirs` or `Cancelled`; then nothing
    was written, except that a create, update or delete whose answer was lost
    returns an outcome of UNKNOWN instead.  Calls come from one thread.
    """

    @property
    def side(self) -> Side:
        """Which side this is."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do; stable between two `verify` calls."""
        ...

    def verify(self) -> None:
        """Check that this is still the pairing's calendar or user.

        Raises WrongUser, Missing or another error; no step may follow then.
        """
        ...

    def observe(self, want: Want) -> Observation:
        """Show what ``want`` asks for."""
        ...

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """Read these items now, whatever their version; one answer an id."""
        ...

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Living items that carry this key, or (Outlook) this stamp; oldest first."""
        ...

    def write(self, step: Step) -> Outcome:
        """Carry out one step; compare ``step.expect`` just before writing.

        A create carries the key (CRM) or the stamp ``step.source`` (Outlook) in
        its first write.  A stamp writes them on an item that exists; with none it takes
        them off.  A DONE outcome's item is read back from the side.
        """
        ...

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        ...


@dataclass(frozen=True, slots=True)
class Intent:
    """A step that was begun and whose end is not known: what a crash leaves.

    ``begun`` is UTC.  ``id`` is the state's own number.
    """

    id: int
    pairing: str
    step: Step
    begun: datetime


class StatePort(Protocol):
    """What survives a restart.

    No method commits: the caller owns the transaction by `atomic`, and never
    keeps one open around the network or Outlook.  Reading works outside one.
    Raises `outlook_crm.errors.Defect` when a write is tried outside a transaction.
    """

    def atomic(self) -> AbstractContextManager[None]:
        """One transaction: committed at the end, rolled back on any exception."""
        ...

    def links(self, pairing: str) -> Sequence[Link]:
        """All links of the pairing, in no particular order."""
        ...

    def put_link(self, link: Link) -> None:
        """Add or replace the link with this (pairing, crm id).

        Any other link of the pairing with the same Outlook id goes.
        """
        ...

    def drop_link(self, pairing: str, crm_id: str) -> None:
        """Forget the link; no error when there is none."""
        ...

    def intents(self, pairing: str) -> Sequence[Intent]:
        """Steps begun and not settled, oldest first."""
        ...

    def begin(self, pairing: str, step: Step, now: datetime) -> int:
        """Record the intent of a step before its write; returns its number."""
        ...

    def settle(self, intent: int) -> None:
        """The step's end is known and recorded: forget the intent."""
        ...

    def value(self, pairing: str, name: str) -> str:
        """A small named value (cursor, user, last success), "" when never set."""
        ...

    def put_value(self, pairing: str, name: str, value: str) -> None:
        """Set it."""
        ...

    def record_run(self, pairing: str, report: str, now: datetime) -> None:
        """Keep the JSON text of a run's report."""
        ...

    def revise_runs(self, pairing: str, revise: Callable[[str], str]) -> None:
        """Replace the text of every kept report of the pairing by what ``revise`` makes of it."""
        ...
