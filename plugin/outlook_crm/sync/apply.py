"""Carries out a plan, each step journalled.

The invariant that a crash anywhere cannot break:

    *Whatever a side was told to write and the state does not know the end of, the
    state knows the beginning of.*

1. The intent is committed.       A crash after it: nothing was written, or something
                                  was; recovery looks (`recover`).
2. The side writes.               No transaction is open meanwhile.
3. The link, its new base and the settling of the intent are committed together.
                                  A crash before it leaves the intent, one after it
                                  leaves nothing to do.

So a write without its outcome is looked up before it could be tried again, and an
outcome without its write cannot be recorded.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.sentence import in_a_row
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Unreachable

from . import notes as notes_text
from .ask import Progress
from .ledger import Ledger, told
from .notes import Notes
from .plan import Plan
from .ports import StatePort, Writes
from .reconcile import Rules
from .report import Entry
from .steps import Planned
from .values import Fate, Outcome, StepKind

NOTES = "notes"
"""The name of the state's value that holds the notes."""

_SOON = timedelta(seconds=2)
_BUSY = timedelta(seconds=30)
_SILENT_IN_A_ROW = 3
"""So many steps without an answer in a row, and the side counts as out of reach."""


@dataclass(slots=True)
class Done:
    """What became of a plan so far."""

    counts: Counter[tuple[Side, StepKind]] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    trouble: list[Entry] = field(default_factory=list)
    unsettled: set[str] = field(default_factory=set)
    again_at: datetime | None = None

    def again(self, at: datetime) -> None:
        """Another run is wanted then, or earlier."""
        self.again_at = min(at, self.again_at or at)


class Apply:
    """Carries out the steps of one run; raises what a side raises."""

    def __init__(
        self,
        sides: Mapping[Side, Writes],
        state: StatePort,
        pairing: str,
        *,
        rules: Rules,
        ledger: Ledger,
        notes: Notes,
        now: Callable[[], datetime],
    ) -> None:
        self._sides = sides
        self._state = state
        self._pairing = pairing
        self._rules = rules
        self._ledger = ledger
        self._now = now
        self._silent = 0
        self.notes = notes
        self.done = Done()

    def run(
        self, plan: Plan, progress: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> None:
        """Store what needs no write, then take the steps in their order."""
        self._store(plan)
        for number, planned in enumerate(plan.steps):
            if stopped():
                raise Cancelled("Stopped before it was finished.")
            progress(Progress(number, len(plan.steps), planned.subject))
            self._take(planned)

    def _store(self, plan: Plan) -> None:
        if not plan.links and not plan.forgets:
            return
        with self._state.atomic():
            for crm_id in plan.forgets:
                self._state.drop_link(self._pairing, crm_id)
            for link in plan.links:
                self._state.put_link(link)
        for crm_id in plan.forgets:
            self._ledger.drop(crm_id)
        for link in plan.links:
            self._ledger.put(link)

    def _take(self, planned: Planned) -> None:
        with self._state.atomic():
            intent = self._state.begin(self._pairing, planned.step, self._now())
        outcome = self._sides[planned.step.side].write(planned.step)
        match outcome.fate:
            case Fate.DONE:
                self._finish(planned, outcome, intent)
            case Fate.UNKNOWN:
                self._unsettled(planned, _SOON)
                self._count_silence()
            case _:
                self._settle(intent)
                self._undone(planned, outcome)

    def _finish(self, planned: Planned, outcome: Outcome, intent: int) -> None:
        step = planned.step
        self._silent = 0
        self.notes = self.notes.done(planned, self._now())
        deletes = step.kind is StepKind.DELETE
        was = self._ledger.image(planned)
        link = None
        if not deletes and outcome.item is not None:
            link = self._ledger.folded(planned, outcome.item, self._pairing, self._rules)
        with self._state.atomic():
            if link is not None:
                self._state.put_link(link)
            elif deletes:
                self._state.drop_link(self._pairing, planned.crm_id)
                self._keep_notes()
            self._state.settle(intent)
        if deletes:
            self._ledger.drop(planned.crm_id)
        elif link is not None and step.kind is StepKind.CREATE:
            self._ledger.let_go(link)  # it is its link's only step, and a first run makes thousands
        elif link is not None:
            self._ledger.put(link)
        self.done.counts[step.side, step.kind] += 1
        self.done.entries.append(_entry(planned, outcome, was))

    def _undone(self, planned: Planned, outcome: Outcome) -> None:
        match outcome.fate:
            case Fate.STALE | Fate.MISSING:
                self._unsettled(planned, _SOON)
            case Fate.BUSY:
                wait = timedelta(seconds=outcome.wait) if outcome.wait else _BUSY
                self._unsettled(planned, wait)
            case Fate.NOT_DONE:
                self._unsettled(planned, _BUSY)
                self._count_silence()
            case _:
                self._refused(planned, outcome.reason)

    def _refused(self, planned: Planned, reason: str) -> None:
        self.notes = self.notes.failed(planned, reason)
        if self.notes.resting(planned):
            self.done.trouble.append(planned.entry(reason))
            self._unsettled(planned, None)
        else:
            self._unsettled(planned, _BUSY)

    def _unsettled(self, planned: Planned, wait: timedelta | None) -> None:
        self.done.unsettled.add(planned.crm_id)
        if wait is not None:
            self.done.again(self._now() + wait)

    def _count_silence(self) -> None:
        self._silent += 1
        if self._silent >= _SILENT_IN_A_ROW:
            raise Unreachable("The server does not answer.")

    def _settle(self, intent: int) -> None:
        with self._state.atomic():
            self._state.settle(intent)

    def _keep_notes(self) -> None:
        """Within the caller's transaction."""
        self._state.put_value(self._pairing, NOTES, notes_text.to_json(self.notes))


def _entry(planned: Planned, outcome: Outcome, was: Fields) -> Entry:
    """The entry of a step that was done; a create gave an id, the others had something before."""
    why = planned.step.reason
    entry = planned.entry(in_a_row([why, outcome.reason]) if outcome.reason else why)
    item = outcome.item
    match planned.step.kind:
        case StepKind.CREATE if item is not None:
            crm_id, outlook_id = planned.crm_id or item.id, planned.outlook_id or item.id
            return replace(entry, crm_id=crm_id, outlook_id=outlook_id, undoable=True)
        case StepKind.UPDATE if item is not None:
            names = planned.step.fields.keys() & was.keys()
            wrote = told(item.fields, masked=planned.masked)
            was, wrote = _of(was, names), _of(wrote, names)
            return replace(entry, was=was, wrote=wrote, undoable=bool(was))
        case StepKind.DELETE:
            return replace(entry, was=was, undoable=True)
    return entry


def _of(fields: Fields, names: Collection[FieldName]) -> Fields:
    return {name: value for name, value in fields.items() if name in names}
