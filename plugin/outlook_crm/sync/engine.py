"""Keeps one pairing in step: runs the pipeline when it is asked to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.errors import Error

from . import notes as notes_text
from .apply import NOTES
from .ask import Ask, Progress, Reason
from .notes import Notes
from .observe import Look, Memory
from .ports import SidePort, StatePort
from .reconcile import Rules
from .report import Entry, Report
from .run import Run
from .undo_run import UndoRun
from .unlink import unlink_all
from .values import Item

__all__ = ["Ask", "Engine", "Progress", "Reason"]


def _silent(_: Progress) -> None:
    """Nobody looks."""


class Engine:
    """Keeps the two sides of one pairing in step; calls come from one thread.

    ``policy`` is asked once a run, ``now`` is the clock in UTC.  ``progress`` is
    told before each step.
    """

    def __init__(
        self,
        outlook: SidePort,
        crm: SidePort,
        state: StatePort,
        pairing: str,
        *,
        policy: Callable[[], Policy],
        now: Callable[[], datetime],
        progress: Callable[[Progress], None] = _silent,
    ) -> None:
        self._sides = {Side.OUTLOOK: outlook, Side.CRM: crm}
        self._state = state
        self._pairing = pairing
        self._policy = policy
        self._now = now
        self._progress = progress
        self._cancelled = False
        self._told: Report | None = None  # of the last full run
        self._memory = Memory()

    def run(self, ask: Ask) -> Report:
        """Do what ``ask`` says.

        Raises Cancelled, Theirs or Users after the report of what was done is stored.
        """
        run = self._run(ask)
        try:
            run.go(self._progress, lambda: self._cancelled)
        except Error as error:
            run.close(type(error).__name__)
            raise
        if ask.outlook_ids is not None:
            return run.close("")
        self._told = run.close("", self._told)
        return self._told

    def preview(self, ask: Ask) -> Report:
        """What `run` would do now, as its report; writes to neither side.

        ``entries`` and ``counts`` are the steps it would take.  Raises as `run` does.
        """
        return self._run(ask).preview(lambda: self._cancelled)

    def strangers(self, policy: Policy) -> Sequence[Item]:
        """Outlook's items that no link knows, in this policy's windows.

        Raises what Outlook's side raises.
        """
        links = self._state.links(self._pairing)
        rules = Rules(policy, {}, self._now())
        return Look(self._sides, links, Notes(), rules, Memory()).strangers()

    def undo(self, entry: Entry) -> Report:
        """Take back what a run did: one entry of its report, or of an undo's.

        The report's ``entries`` are the steps taken; where it cannot be, ``trouble`` tells
        why.  What is written is a change of that side, which the next run carries on.
        Raises what a side raises; what was begun then is settled by the next run.
        """
        return UndoRun(
            self._sides, self._state, self._pairing, policy=self._policy(), now=self._now
        ).go(entry)

    def declined(self) -> Mapping[str, str]:
        """The records whose copies in Outlook the user took back: subjects by CRM id."""
        linked = {link.crm_id for link in self._state.links(self._pairing)}
        notes = notes_text.from_json(self._state.value(self._pairing, NOTES))
        return {id_: subject for id_, subject in notes.declined.items() if id_ not in linked}

    def take_in(self, crm_id: str) -> None:
        """The next run makes this declined record in Outlook after all."""
        notes = notes_text.from_json(self._state.value(self._pairing, NOTES))
        with self._state.atomic():
            text = notes_text.to_json(notes.taking_in({crm_id}))
            self._state.put_value(self._pairing, NOTES, text)

    def unlink_all(self) -> None:
        """Take every link off both sides; see `outlook_crm.sync.unlink`."""
        for side in self._sides.values():
            side.verify()
        unlink_all(self._sides, self._state, self._pairing, self._progress, lambda: self._cancelled)

    def cancel(self) -> None:
        """Make the running and every later run end soon; from any thread."""
        self._cancelled = True
        for side in self._sides.values():
            side.cancel()

    def _run(self, ask: Ask) -> Run:
        return Run(
            self._sides,
            self._state,
            self._pairing,
            policy=self._policy(),
            now=self._now,
            ask=ask,
            memory=self._memory,
        )
