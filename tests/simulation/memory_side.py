"""A side over a calendar in memory: the port at its strictest.

Beyond what the port says it asserts that it is used as the port demands: no call
while a transaction is open, no field the side cannot hold, no create with a target.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from tests.simulation.fuse import Fuse
from tests.simulation.memory_calendar import MemoryCalendar, Record

from outlook_crm.domain.fields import FieldName, takes
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, When
from outlook_crm.errors import Cancelled, Unreachable
from outlook_crm.sync.ports import Capabilities, Want
from outlook_crm.sync.values import (
    TAKEN_BACK,
    Absence,
    Fate,
    Item,
    Observation,
    Outcome,
    Step,
    StepKind,
)


class MemorySide:
    """`outlook_crm.sync.ports.SidePort` over a `MemoryCalendar`; make one per engine.

    ``fuse`` is told before and after each write.  ``in_transaction`` is the state's.
    ``calls`` lists the methods called, ``writes`` the steps that changed something.
    """

    def __init__(
        self,
        calendar: MemoryCalendar,
        fuse: Fuse | None = None,
        in_transaction: Callable[[], bool] = lambda: False,
    ) -> None:
        self.calls: list[str] = []
        self.writes: list[Step] = []
        self._calendar = calendar
        self._fuse = fuse or Fuse()
        self._in_transaction = in_transaction
        self._cancelled = False
        self._keys: Mapping[str, str] = {}

    @property
    def side(self) -> Side:
        """The calendar's."""
        return self._calendar.side

    @property
    def capabilities(self) -> Capabilities:
        """The calendar's."""
        return self._calendar.habits.capabilities

    def verify(self) -> None:
        """Raise what a test chose."""
        self._enter("verify")
        if self._calendar.faults.verify:
            raise self._calendar.faults.verify

    def observe(self, want: Want) -> Observation:
        """The window and what is known, or a delta of it, or only some."""
        self._enter("observe")
        self._keys = dict(want.keys)
        if want.only is not None:
            return self._shown(want, want.only, certain=True)
        faults = self._calendar.faults
        hidden = faults.hidden if faults.partial else set()
        complete, faults.partial = not faults.partial, False
        shown = self._shown(want, self._asked(want) - hidden, certain=complete)
        cursors = self._calendar.habits.cursors
        cursor = str(self._calendar.version) if cursors and complete else want.cursor
        ahead = self._calendar.skew or None
        return replace(shown, complete=complete, cursor=cursor, ahead=ahead)

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """These items now."""
        self._enter("read")
        return {id_: self._answer(id_) for id_ in ids}

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """By key where the side keeps it, or by stamp."""
        self._enter("find")
        found = [
            self._calendar.item(record)
            for record in self._readable()
            if self._carries(record, key, stamp)
        ]
        return sorted(found, key=lambda item: (item.created, item.id))

    def write(self, step: Step) -> Outcome:
        """One step."""
        self._enter("write")
        self._check(step)
        self._fuse.reach(f"before {step.kind} in {step.side}")
        outcome = self._fault(step) or self._written(step)
        self._fuse.reach(f"after {step.kind} in {step.side}")
        return outcome

    def cancel(self) -> None:
        """Later calls raise Cancelled."""
        self._cancelled = True

    def _enter(self, call: str) -> None:
        assert not self._in_transaction(), "a side was called inside a transaction"
        self.calls.append(call)
        if self._cancelled:
            raise Cancelled("Stopped before it was finished.")
        if self._calendar.faults.unreachable:
            self._calendar.faults.unreachable -= 1
            raise Unreachable("The server does not answer.")

    # Reading.

    def _asked(self, want: Want) -> set[str]:
        since = int(want.cursor or 0) if self._calendar.habits.cursors else 0
        window = {
            record.id
            for record in self._calendar.living.values()
            if record.version > since and _overlaps(record.fields[FieldName.WHEN], want)
        }
        return window | want.known.keys()

    def _shown(self, want: Want, ids: Collection[str], *, certain: bool) -> Observation:
        items: dict[str, Item] = {}
        absent: dict[str, Absence] = {}
        unreadable: dict[str, str] = {}
        for id_ in sorted(ids):
            if record := self._calendar.alive(id_):
                if reason := self._calendar.faults.unreadable.get(id_):
                    unreadable[id_] = reason
                else:
                    items[id_] = self._calendar.item(record)
            elif id_ in want.known:
                absent[id_], heir = self._judge(id_, certain=certain)
                items |= {heir.id: self._calendar.item(heir)} if heir else {}
        same = {id_ for id_, item in items.items() if want.known.get(id_) == item.version}
        changed = {id_: item for id_, item in items.items() if id_ not in same}
        return Observation(self.side, changed, frozenset(same), absent, unreadable)

    def _answer(self, id_: str) -> Item | Absence:
        record = self._calendar.alive(id_)
        if record is None:
            return self._judge(id_, certain=True)[0]
        if id_ in self._calendar.faults.unreadable:
            return Absence.UNKNOWN
        return self._calendar.item(record)

    def _judge(self, id_: str, *, certain: bool) -> tuple[Absence, Record | None]:
        """What became of it, and the unlinked item that was made in its stead."""
        absence = self._found(id_)
        if absence in (Absence.MOVED, Absence.RELEASED, Absence.UNKNOWN):
            return absence, None
        if heir := self._heir(id_):
            return Absence.MOVED, heir
        return (absence if certain else Absence.UNKNOWN), None

    def _found(self, id_: str) -> Absence:
        if id_ in self._calendar.faults.unjudged:
            return Absence.UNKNOWN
        if record := self._calendar.records.get(id_):
            if record.absence is Absence.DELETED and is_taken_back(record):
                return Absence.MOVED
            return record.absence or Absence.UNKNOWN
        return Absence.LOST if self.side is Side.OUTLOOK else Absence.DELETED

    def _heir(self, id_: str) -> Record | None:
        key = self._keys.get(id_)
        if not key or not self._calendar.habits.computes_key:
            return None
        strangers = (each for each in self._readable() if each.id not in self._keys)
        return next((each for each in strangers if each.key == key), None)

    def _readable(self) -> list[Record]:
        unreadable = self._calendar.faults.unreadable
        return [each for id_, each in self._calendar.living.items() if id_ not in unreadable]

    def _carries(self, record: Record, key: str, stamp: str) -> bool:
        by_key = key and self.capabilities.keeps_key and record.key == key
        return bool(by_key or (stamp and self._calendar.item(record).stamp == stamp))

    # Writing.

    def _check(self, step: Step) -> None:
        assert step.side is self.side, "a step for the other side"
        assert (step.kind is StepKind.CREATE) == (step.target == ""), "a create has no target"
        assert step.fields.keys() <= self.capabilities.fields, "a field the side cannot hold"
        assert all(takes(self.side, name) for name in step.fields), "a field nobody may write here"
        for name in self.capabilities.single_valued & step.fields.keys():
            value = step.fields[name]
            assert not isinstance(value, tuple) or len(value) <= 1, f"{name} holds one id"

    def _fault(self, step: Step) -> Outcome | None:
        faults = self._calendar.faults
        if step.target in faults.busy:
            return Outcome(Fate.BUSY, wait=faults.busy_wait)
        if reason := faults.refuse.get(step.target):
            return Outcome(Fate.REFUSED, reason=reason)
        if faults.not_done:
            faults.not_done -= 1
            return Outcome(Fate.NOT_DONE)
        if faults.lose_requests:
            faults.lose_requests -= 1
            return Outcome(Fate.UNKNOWN)
        if faults.stale and step.kind is not StepKind.CREATE:
            faults.stale -= 1
            return Outcome(Fate.STALE)
        return None

    def _written(self, step: Step) -> Outcome:
        record = self._calendar.alive(step.target)
        if step.kind is StepKind.CREATE:
            record = self._created(step)
        elif record is None:
            return Outcome(Fate.MISSING)
        elif record.read_only:
            return Outcome(Fate.REFUSED, reason="It is read only.")
        elif step.expect not in ("", str(record.version)):
            return Outcome(Fate.STALE)
        else:
            self._change(record, step)
        self.writes.append(step)
        if self._calendar.faults.lose_answers:
            self._calendar.faults.lose_answers -= 1
            return Outcome(Fate.UNKNOWN)
        gone = step.kind is StepKind.DELETE
        return Outcome(Fate.DONE, None if gone else self._calendar.item(record))

    def _created(self, step: Step) -> Record:
        if self.side is Side.OUTLOOK:
            return self._calendar.add(step.fields, stamp=step.source)
        return self._calendar.add(step.fields, key=step.key if self.capabilities.keeps_key else "")

    def _change(self, record: Record, step: Step) -> None:
        if step.kind is StepKind.DELETE:
            self._calendar.vanish(record.id, Absence.DELETED)
            return
        self._calendar.change(record, step.fields)
        if step.kind is StepKind.STAMP or step.rekeys:
            self._mark(record, step)

    def _mark(self, record: Record, step: Step) -> None:
        if self.side is Side.OUTLOOK:
            record.stamp = step.source or None
        else:
            record.key = step.key if self.capabilities.keeps_key else ""
        self._calendar.touch(record.id)


def is_taken_back(record: Record) -> bool:
    """Whether an undo marked it before it deleted it."""
    return (record.stamp or "").startswith(TAKEN_BACK)


def _overlaps(when: object, want: Want) -> bool:
    start, end = _bounds(when)
    return start < want.end and (end > want.start or start == end == want.start)


def _bounds(when: When) -> tuple[datetime, datetime]:
    if isinstance(when, AllDay):
        first, end = (datetime.combine(day, time(), UTC) for day in (when.first, when.end))
        return first, end
    return when.start, when.end
