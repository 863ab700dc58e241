"""Takes back one entry of a report, each step journalled as in a run.

A deletion's link is dropped with its intent, before the write: a crash then leaves two
items with one mark, which the next run joins, and never a link to a deleted copy, from
which a run would conclude that the source is to be deleted, too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed, When

from . import notes as notes_text
from . import privacy
from .apply import NOTES
from .ask import Reason
from .ledger import adopted, told
from .ports import Intent, SidePort, StatePort, Want
from .report import Entry, Report, to_json
from .undo import CHANGED, GONE, UNDONE, Now, Undo, deleted, images, is_twin, undo
from .values import Absence, Fate, Item, Link, Outcome, Step, StepKind

BUSY = "It cannot be changed now. Close it if it is open, and try again."
UNSETTLED = "No answer came. Synchronise, and look what became of it."

_DAY = timedelta(days=1)


class UndoRun:
    """One entry of one pairing; `go` once.  Reports are kept as those of runs."""

    def __init__(
        self,
        sides: Mapping[Side, SidePort],
        state: StatePort,
        pairing: str,
        *,
        policy: Policy,
        now: Callable[[], datetime],
    ) -> None:
        self._sides = sides
        self._state = state
        self._pairing = pairing
        self._policy = policy
        self._now = now
        self._started = now()
        self._done: list[Entry] = []
        self._dropped: Link | None = None
        self._left: dict[str, Item | None] = {}  # what a step of ours made of an item

    def go(self, entry: Entry) -> Report:
        """Take it back; where that cannot be, ``trouble`` of the report tells why.

        Raises what a side raises; what was begun then is settled by the next run.
        """
        for side in self._sides.values():
            side.verify()
        link = self._link(entry)
        if link is not None:
            entry = replace(entry, crm_id=link.crm_id, outlook_id=link.outlook_id)
        now = self._look(entry, link)
        wanted = undo(entry, now)
        return self._close(entry, wanted.refusal or self._carry_out(wanted, entry, now))

    def _link(self, entry: Entry) -> Link | None:
        links = [link for link in self._state.links(self._pairing) if link.crm_id == entry.crm_id]
        return next(iter(links), None)

    # ---- looking

    def _look(self, entry: Entry, link: Link | None) -> Now:
        written, other = (self._shown(entry, side) for side in (entry.side, entry.side.other))
        anew = entry.kind is StepKind.DELETE and not isinstance(written, Item)
        return Now(written, other, link, twin=anew and self._has_twin(entry))

    def _shown(self, entry: Entry, side: Side) -> Item | Absence:
        id_ = entry.outlook_id if side is Side.OUTLOOK else entry.crm_id
        return self._sides[side].read([id_])[id_] if id_ else Absence.DELETED

    def _has_twin(self, entry: Entry) -> bool:
        """Whether an earlier try, or somebody else, made the deleted item anew."""
        fields = deleted(entry)
        when = fields.get(FieldName.WHEN)
        if not isinstance(when, Timed | AllDay):
            return False
        seen = self._sides[entry.side].observe(Want(*_around(when), {}, {}))
        return any(is_twin(item, fields) for item in seen.items.values())

    # ---- writing

    def _carry_out(self, wanted: Undo, entry: Entry, now: Now) -> str:
        """Why it could not be, "" when it was; then what was written before is put right."""
        for step in wanted.steps:
            refusal = self._take(self._on_what_we_left(step, now), entry, now)
            if refusal == UNSETTLED:  # it may have happened
                return refusal
            if refusal:
                self._put_right(wanted.back if self._left else (), entry, now)
                return refusal
        return ""

    def _put_right(self, back: Sequence[Step], entry: Entry, now: Now) -> None:
        wrong = [self._take(self._on_what_we_left(step, now), entry, now) for step in back]
        if back and not any(wrong):
            self._done.clear()  # as if nothing had been tried

    def _on_what_we_left(self, step: Step, now: Now) -> Step:
        """A second step on one item is planned on what the first one made of it, and no more.

        But a mark is put on whatever is there.
        """
        if step.target not in self._left:
            return step
        left = None if step.kind is StepKind.STAMP else self._left[step.target]
        left = left or self._still_shown(step, now)
        return replace(step, expect=left.version) if left else step

    def _still_shown(self, step: Step, now: Now) -> Item | None:
        """The item whose mark had no answer; not for a deletion if it shows something else now."""
        item = self._sides[step.side].read([step.target])[step.target]
        if not isinstance(item, Item) or not isinstance(now.written, Item):
            return None
        keeps = step.kind is not StepKind.DELETE or item.fields == now.written.fields
        return item if keeps else None

    def _take(self, step: Step, entry: Entry, now: Now) -> str:
        """Why the step could not be done, "" when it was; a mark may have to do without answer."""
        intent = self._begin(step, entry)
        outcome = self._sides[step.side].write(step)
        marks = step.kind is StepKind.STAMP
        if outcome.fate is Fate.DONE or (marks and outcome.fate is Fate.UNKNOWN):
            self._left[step.target] = outcome.item
        if outcome.fate is Fate.DONE:
            self._finish(intent, outcome)
            self._done += [] if marks else [self._told(step, entry, outcome, now)]
            return ""
        if outcome.fate is Fate.UNKNOWN:
            return "" if marks else UNSETTLED
        self._leave(intent, entry)
        return _why_not(outcome)

    def _begin(self, step: Step, entry: Entry) -> Intent:
        now = self._now()
        with self._state.atomic():
            number = self._state.begin(self._pairing, step, now)
            if step.kind is StepKind.DELETE:
                self._dropped = self._link(entry)
                self._state.drop_link(self._pairing, entry.crm_id)
            if step.kind is StepKind.DELETE and step.side is Side.OUTLOOK:
                self._note(lambda notes: notes.declining(entry.crm_id, entry.subject))
            elif step.kind is StepKind.CREATE:
                self._note(lambda notes: notes.taking_in({entry.crm_id}))
            else:
                # A relation that is written may leave the CRM's version as it was.
                self._note(lambda notes: notes.awaiting(entry.crm_id))
        return Intent(number, self._pairing, step, now)

    def _finish(self, intent: Intent, outcome: Outcome) -> None:
        step = intent.step
        with self._state.atomic():
            if step.kind is StepKind.CREATE and step.source and outcome.item is not None:
                self._state.put_link(adopted(intent, outcome.item))
            self._state.settle(intent.id)

    def _leave(self, intent: Intent, entry: Entry) -> None:
        """Nothing was written: as before."""
        with self._state.atomic():
            if self._dropped is not None:
                self._state.put_link(self._dropped)
                self._note(lambda notes: notes.taking_in({entry.crm_id}))
            self._state.settle(intent.id)

    def _note(self, change: Callable[[notes_text.Notes], notes_text.Notes]) -> None:
        """Within the caller's transaction."""
        notes = notes_text.from_json(self._state.value(self._pairing, NOTES))
        self._state.put_value(self._pairing, NOTES, notes_text.to_json(change(notes)))

    # ---- telling

    def _told(self, step: Step, entry: Entry, outcome: Outcome, now: Now) -> Entry:
        """The step as an entry, which can be taken back in its turn."""
        done = replace(entry, side=step.side, kind=step.kind, reason=UNDONE, was={}, wrote={})
        before = now.written if step.side is entry.side else now.other
        match step.kind:
            case StepKind.CREATE if outcome.item is not None:
                made = outcome.item.id
                ids = (step.source, made) if step.side is Side.OUTLOOK else (made, step.source)
                return replace(done, crm_id=ids[0], outlook_id=ids[1])
            case StepKind.DELETE if isinstance(before, Item):
                return replace(done, was=self._image(before, now))
            case StepKind.UPDATE if isinstance(before, Item) and outcome.item is not None:
                names = step.fields.keys()
                was, wrote = images(names, self._image(before, now), outcome.item.fields)
                return replace(done, was=was, wrote=wrote)
        return done

    def _image(self, item: Item, now: Now) -> Fields:
        items = (each for each in (now.written, now.other) if isinstance(each, Item))
        masked = any(
            privacy.veiled(each, self._policy).masked for each in items if each.side is Side.OUTLOOK
        )
        return told(item.fields, masked=masked)

    def _close(self, entry: Entry, refusal: str) -> Report:
        trouble = (replace(entry, reason=refusal),) if refusal else ()
        report = Report(
            self._started,
            self._now(),
            Reason.UNDO,
            {(each.side, each.kind): 1 for each in self._done},
            tuple(self._done),
            trouble=trouble,
        )
        if self._done:
            with self._state.atomic():
                self._state.record_run(self._pairing, to_json(report), report.ended)
        return report


def _around(when: When) -> tuple[datetime, datetime]:
    """Instants around the time, with a day at each end for what a zone may hide."""
    if isinstance(when, Timed):
        return when.start - _DAY, when.end + _DAY
    first, end = (datetime.combine(day, time(), UTC) for day in (when.first, when.end))
    return first - _DAY, end + _DAY


def _why_not(outcome: Outcome) -> str:
    match outcome.fate:
        case Fate.MISSING:
            return GONE
        case Fate.STALE:
            return CHANGED
    return outcome.reason or BUSY
