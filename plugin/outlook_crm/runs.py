"""The runs of one pairing: when they are, how each ends, and the user's word on what they did."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from .domain.side import Side
from .errors import Cancelled, Missing, Theirs, Unreachable, Users, WrongPassword
from .ground import Ground
from .mailroom import Mailroom
from .outlook.mode import works_offline
from .pacing import NEVER
from .signals import Board
from .silence import Silence
from .standing import standing
from .state.pairings import PairingRecord
from .sync.ask import Ask, Progress, Reason
from .sync.report import Entry, Report, in_a_line, readable
from .ui.ribbon_state import State
from .work import Work

_log = logging.getLogger(__name__)

T = TypeVar("T")
_FIRST = "first run"  # named value of a pairing: whether the user has let the first run go
_HISTORY = 30  # runs that the report window offers


class Runs:
    """What can be done while logged in; without a log-in it does nothing, or says so.

    ``work`` and ``last_report`` are replaced as wholes and may be looked at from any
    thread; the worker's calls everything.
    """

    def __init__(self, ground: Ground, record: PairingRecord, board: Board) -> None:
        self._ground = ground
        self._record = record
        self._board = board
        self._silence = Silence(ground.wake)
        self.work: Work | None = None
        self.last_report: Report | None = None
        self.wait_for_word = self._none_was_seen()

    # ---- the log-in that they stand on

    def begin(self, work: Work) -> None:
        """Logged in."""
        self.end()
        self.work = work

    def end(self) -> None:
        """Logged out."""
        work, self.work = self.work, None
        self._silence.end()
        if work is not None:
            work.close()

    # ---- when

    def wait(self, now: datetime) -> float:
        """Seconds until `do_what_is_due` has something to do."""
        if self._silence.goes_on:
            return self._silence.wait()
        return self.work.schedule.wait(now) if self.work else NEVER

    def woke(self, now: datetime) -> None:
        """The PC slept, or its clock was set: who answers now nobody knows."""
        if self.work is not None:
            self._silence.is_feared = True
            self.work.schedule.woke(now)

    def do_what_is_due(self, work: Work, now: datetime) -> bool:
        """False where a run must rest: the user paused, or Outlook works offline."""
        if (heard := self._silence.heard()) is not None:
            self._after_knock(work, *heard)
            return True
        if self._must_rest():
            return False
        if (ask := work.schedule.due(now)) is not None:
            self._begin(work, ask)
        return True

    def _begin(self, work: Work, ask: Ask) -> None:
        if self._silence.is_feared:
            self._show_begun(ask)
            self._silence.knock(work.crm.knock, ask)
        else:
            self._run(work, ask)

    def _after_knock(self, work: Work, ask: Ask, silent: Unreachable | None) -> None:
        if silent is None and not self._must_rest():
            self._run(work, ask)
            return
        self._failed(work, ask)
        if silent is not None:
            self._board.trouble(State.OFFLINE, silent)

    def outlook_changed(self, folder: str, ids: frozenset[str], *, lost: bool) -> None:
        """Outlook told of changes in a folder; ``lost``: of more than the ids tell."""
        if (work := self.work) is None:
            return
        if work.tells_of_mails(folder):
            if ids:
                self.mails_arrived(ids)
        elif work.tells_of_tasks(folder):  # they are looked at in full runs alone
            work.schedule.outlook_changed(frozenset(), lost=True, now=self._ground.now())
        elif folder == self._record.folder:
            work.schedule.outlook_changed(ids, lost=lost, now=self._ground.now())

    def mails_arrived(self, ids: frozenset[str]) -> None:
        """Outlook told of new mails; what goes wrong is met again by the next run."""
        work = self.work
        rests = self._ground.pause.on or self.wait_for_word or self._silence.is_feared
        if work is None or rests or not (work.mails.on and work.has_account):
            return
        try:
            report = self.with_mails(lambda mails: mails.arrived(ids))
        except (Theirs, Users) as trouble:
            _log.warning("mails: %s", trouble)
            return
        if report.again_at is not None:
            work.schedule.outlook_changed(frozenset(), lost=True, now=self._ground.now())

    def _must_rest(self) -> bool:
        if self._ground.pause.on:
            self.show_resting()
            return True
        if works_offline(self._ground.gateway):
            self._board.show(State.WORK_OFFLINE)
            return True
        return False

    # ---- how each ends

    def _show_begun(self, ask: Ask) -> None:
        if ask.reason in (Reason.START, Reason.USER):  # else a look that may find nothing
            self._board.show(State.SYNCING)

    def _run(self, work: Work, ask: Ask) -> None:
        self._show_begun(ask)
        self._ground.audience.began(self._record.id)
        try:
            self._carry_out(work, ask)
        except Cancelled:
            if self._ground.closing.is_set():
                raise
            self._ground.pause_all()  # else what was stopped would begin anew within a minute
        except WrongPassword as refused:
            self.end()
            self._board.trouble(State.LOGGED_OUT, refused)
        except (Users, Missing) as trouble:  # missing is Outlook's folder: the CRM answered
            self._failed(work, ask)
            self._board.trouble(State.HALTED, trouble)
        except Theirs as trouble:
            self._silence.is_feared = isinstance(trouble, Unreachable)
            self._failed(work, ask, getattr(trouble, "retry_after", None))
            self._board.trouble(State.OFFLINE, trouble)
        except Exception:
            # A bug, told by the worker's top: the next try waits as after a failure.
            self._failed(work, ask)
            raise
        finally:
            self._ground.audience.ended()

    def _carry_out(self, work: Work, ask: Ask) -> None:
        if self.wait_for_word:
            wanted = work.preview(ask)
            if wanted.entries:
                self._ground.audience.asked(self._record.id, wanted)
                self._board.show(State.WAITING)
                return
            self._release_first()
        report = work.run(ask)
        work.schedule.ran(ask, report, self._ground.now())
        _log.info("%s", in_a_line(report))
        self.last_report = standing(self.last_report, ask, report)
        self._board.succeeded(waiting=self.last_report.waiting)

    def _failed(self, work: Work, ask: Ask, retry_after: float | None = None) -> None:
        work.schedule.failed(ask, retry_after, self._ground.now())

    def progress(self, progress: Progress) -> None:
        """How far a run has come."""
        self._ground.beat()
        self._board.progress(progress)
        self._ground.audience.progressed(progress)

    def show_resting(self) -> None:
        """Show how it is between two runs."""
        waiting = self.last_report.waiting if self.last_report else 0
        if self.work is None:
            self._board.show(State.LOGGED_OUT)
        elif self._ground.pause.on:
            self._board.paused(self._ground.pause.until, waiting=waiting)
        elif self.wait_for_word:
            self._board.show(State.WAITING)
        else:
            self._board.show(State.ATTENTION if waiting else State.IN_STEP, waiting=waiting)

    # ---- the user's word

    def items(self, outlook_ids: frozenset[str]) -> None:
        """Synchronise these alone, whatever the automatic sync is set to."""
        if self.work is not None and not self.wait_for_word:
            self._run(self.work, Ask(Reason.USER, outlook_ids))

    def now(self) -> Report:
        """A whole run, and what it did.  Raises Users where none can be, or it did not succeed."""
        work, before = self._ready(), self.last_report
        if self.wait_for_word:
            raise Users("The first synchronisation waits for the user's approval in Outlook.")
        self._run(work, Ask(Reason.USER))
        if self.last_report is None or self.last_report is before:
            raise Users("The synchronisation did not succeed. Outlook tells why.")
        return self.last_report

    def preview(self) -> Report:
        """What a run would do; nothing is written.  Raises Users, and what a run raises."""
        return self._ready().preview(Ask(Reason.USER))

    def let_go(self) -> None:
        """The user has seen what the first run would do, and wants it."""
        self._release_first()
        self._soon()

    def decide(
        self,
        *,
        answers: Mapping[str, Side] | None = None,
        approved: frozenset[str] = frozenset(),
    ) -> None:
        """The user's word on what was held, by CRM ids: whose values stay, what may go."""
        if self.work is not None:
            self._run(self.work, Ask(Reason.USER, approved=approved, answers=answers or {}))

    def undo(self, entry: Entry) -> None:
        """Take back what a run did; as any change it then travels.  Raises Refused."""
        if self.work is not None:
            self.work.undo(entry)
            self._soon()

    def declined(self) -> Mapping[str, str]:
        """What the user left out of Outlook by taking it back: subjects by CRM id."""
        return self.work.declined() if self.work is not None else {}

    def take_in(self, crm_id: str) -> None:
        """Make it in Outlook after all."""
        if self.work is not None:
            self.work.take_in(crm_id)
            self._soon()

    def with_mails(self, job: Callable[[Mailroom], T]) -> T:
        """Do something about mails between two runs; raises Users when nobody is logged in."""
        if self.work is None:
            raise Users("Log in to the CRM first.")
        with self._board.as_before():
            return job(self.work.mails)

    def history(self) -> Sequence[Report]:
        """The reports of the last runs that told something, newest first."""
        runs = self._ground.state.runs(self._record.id, _HISTORY)
        return list(readable(text for _, text in runs))

    def _soon(self) -> None:
        if self.work is not None:
            self.work.schedule.clicked(self._ground.now())

    def _ready(self) -> Work:
        """What a run needs.  Raises Users with the reason where there can be none now."""
        if self.work is None:
            raise Users("Log in to the CRM in Outlook first.")
        if self._ground.pause.on:
            raise Users("Synchronising is paused in Outlook.")
        if works_offline(self._ground.gateway):
            raise Users("Outlook works offline.")
        return self.work

    # ---- the first one

    def _none_was_seen(self) -> bool:
        """Whether the user has not seen yet what a run would do with both calendars."""
        state, pairing = self._ground.state, self._record.id
        return not state.value(pairing, _FIRST) and not state.links(pairing)

    def _release_first(self) -> None:
        with self._ground.state.atomic():
            self._ground.state.put_value(self._record.id, _FIRST, "seen")
        self.wait_for_word = False
