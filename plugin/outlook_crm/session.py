"""One pairing at work: logged in or not, in step or not, and what the ribbon says of it.

The worker's thread calls everything here but what says "from any thread".
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from .address_book import ContactsWork
from .audience import Audience, Nobody
from .crm.connector import Connector, CrmSession
from .default_type import DefaultType
from .domain.fields import FieldName
from .domain.side import Side
from .entrance import Entrance, Place, Trial
from .errands import ErrandDesk
from .errors import Cancelled, Error, Theirs, Users, WrongKey, WrongPassword
from .house import House
from .logins import KnownLogin, Typed
from .mailroom import Mailroom
from .outlook.gateway import Gateway
from .outlook.mode import works_offline
from .pacing import Backoff
from .pause import Pause
from .picklists import PickLists
from .signals import Signals
from .standing import standing
from .state.errands import Deed
from .state.lease import Lease
from .state.pairings import PairingRecord
from .sync.ask import Ask, Progress, Reason
from .sync.ports import Capabilities
from .sync.report import Entry, Report, from_json, in_a_line
from .sync.scheduler import NETWORK_COMES
from .sync.slumber import Slumber
from .ui.ribbon_state import RibbonState, State
from .work import Work

__all__ = ["Place", "Session"]

_log = logging.getLogger(__name__)

T = TypeVar("T")
_HEARTBEAT = 20.0  # seconds between two beats of the lease
_LOOK = 5.0  # seconds between two looks at what the command asks for
_FIRST = "first run"  # named value of a pairing: whether the user has let the first run go
_HISTORY = 30  # runs that the report window offers


class Session:
    """The add-in's one pairing; ``shown`` takes each new state for the ribbon.

    ``pairing``, ``pick_lists`` and ``last_report`` are replaced as wholes and may be
    looked at from any thread.  ``audience`` is told how a run goes on.
    """

    def __init__(
        self,
        house: House,
        gateway: Gateway,
        connector: Connector,
        shown: Callable[[RibbonState], None],
        *,
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> None:
        self._house = house
        self._gateway = gateway
        self._entrance = Entrance(house, connector, now)
        self._signals = Signals(house, shown, now)
        self._now = now
        self._random = random
        self._work: Work | None = None
        self._lease: Lease | None = None  # until `begin`
        self._errands: ErrandDesk | None = None  # while the lease is ours
        self._retry = Backoff(first=30.0, most=600.0)
        self._retry_at: datetime | None = None
        self._stopping = False
        self._slumber = Slumber()
        self._waits_for_word = False
        self.audience: Audience = Nobody()
        self.pairing: PairingRecord | None = None
        self.pick_lists = PickLists()
        self.last_report: Report | None = None

    # ---- from any thread

    @property
    def logged_in(self) -> bool:
        """Whether the CRM let us in."""
        return self._work is not None

    @property
    def crm(self) -> CrmSession | None:
        """The CRM while logged in."""
        work = self._work
        return work.crm if work else None

    @property
    def contacts(self) -> ContactsWork | None:
        """The address book while logged in."""
        work = self._work
        return work.contacts if work else None

    @property
    def mails(self) -> Mailroom | None:
        """The mails while logged in."""
        work = self._work
        return work.mails if work else None

    @property
    def default_type(self) -> DefaultType | None:
        """The default type over time, while logged in."""
        work = self._work
        return work.default_type if work else None

    @property
    def waits_for_word(self) -> bool:
        """Whether the first run waits for the user: nothing was synchronised yet."""
        return self._waits_for_word

    @property
    def capabilities(self) -> Capabilities | None:
        """What the CRM can hold, while logged in."""
        work = self._work
        return work.capabilities if work else None

    def cancel(self) -> None:
        """Outlook closes: end what runs and begin nothing more."""
        self._stopping = True
        self._entrance.cancel()
        if work := self._work:
            work.cancel()

    def stop_run(self) -> None:
        """The user wants the run that is going on to end."""
        if work := self._work:
            work.stop_run()

    def known_login(self) -> KnownLogin:
        """What a window may show of the stored login information."""
        return self._entrance.known(self.pairing)

    def user_is_here(self) -> None:
        """The user did something: the CRM is asked more often for a while."""
        if work := self._work:
            work.schedule.user_active(self._now())

    # ---- the worker's

    def begin(self) -> None:
        """Open the state, find the pairing, log in if that is wanted."""
        self._state = self._house.open_state()
        self._keep_reports()
        self._pause = Pause(self._state)
        self._lease = Lease(self._state.database, os.getpid())
        if self._beat():
            self._take_up()
        else:
            self._signals.trouble(
                State.FAULT,
                Users("Another Outlook keeps this calendar in step already. Close it first."),
            )

    def _take_up(self) -> None:
        deeds = {Deed.SYNC: self.run_now, Deed.PREVIEW: self.preview}
        self._errands = ErrandDesk(self._state, deeds, self._told)
        self.pairing = next(iter(self._state.pairings.all()), None)
        wanted = self._house.chosen.settings.login_at_start
        if self.pairing and wanted and self._entrance.remembered(self.pairing):
            self._log_in_again()
        else:
            self._show_resting()

    def end(self) -> None:
        """Give the lease back and close the state; nothing may be called after it."""
        if self._lease is not None:
            with self._state.atomic():
                self._lease.release()
            self._state.close()

    def tick(self) -> float:
        """Do what is due; seconds until something is due next."""
        if self._slumber.was_long(self._now()):
            self._wake_up()
        wait = self._do_what_is_due()
        self._slumber.begins(self._now(), wait)
        return wait

    def _wake_up(self) -> None:
        _log.info("the PC slept, or its clock was set")
        now = self._now()
        if self._work is not None:
            self._work.schedule.woke(now)
        elif self._retry_at is not None:
            self._retry_at = now + timedelta(seconds=NETWORK_COMES)

    def _do_what_is_due(self) -> float:
        now = self._now()
        if self._errands is None:
            return self._wait_for_lease()
        if now >= self._beat_at:
            self._beat()
        self._errands.look(now)
        work = self._work
        if work is None:
            return self._tick_logged_out(now)
        if self._pause.over(now):
            self.resume()
        wait = work.schedule.wait(now)
        if wait > 0 or self._must_rest():
            return min(_LOOK, wait or _LOOK)
        if (ask := work.schedule.due(now)) is not None:
            self._run(work, ask)
        return 0.0

    def _wait_for_lease(self) -> float:
        """Another Outlook has it, or one that was killed a moment ago: it may end."""
        if not self._beat():
            return _LOOK
        self._take_up()
        return 0.0

    def pair(self, typed: Typed, place: Place, *, remember: bool) -> None:
        """Make the pairing; raises what `Entrance.pair` raises.

        Nothing runs before the user has seen what is to be kept in step.
        """
        known = self.pairing
        pairing, crm = self._entrance.pair(self._state, known, typed, place, remember=remember)
        self._adopt(pairing, crm, begin=known is not None and not self._is_first(pairing))

    def attempt(self, typed: Typed) -> Trial:
        """Try a log-in with what was typed; raises what a log-in raises."""
        return self._entrance.attempt(self.pairing, typed)

    def log_in(self, typed: Typed, *, remember: bool) -> None:
        """Log in with what the user typed; raises what a log-in raises."""
        if (pairing := self.pairing) is None:
            return
        self._signals.show(State.LOGGING_IN)
        try:
            crm = self._entrance.typed(pairing, typed, remember=remember)
        except Error:
            self._signals.show(State.LOGGED_OUT)
            raise
        self._adopt(pairing, crm)

    def log_out(self) -> None:
        """Stop synchronising until the user logs in again."""
        self._leave()
        self._retry_at = None
        _log.info("logged out")
        self._show_resting()

    def synchronise(self) -> None:
        """The user asks for it now: that ends a pause, too."""
        self._pause.end()
        if self._work is not None:
            self._work.schedule.clicked(self._now())
        elif self._retry_at is not None:
            self._log_in_again()

    def synchronise_items(self, outlook_ids: frozenset[str]) -> None:
        """The user asks for these items alone, whatever the automatic sync is set to."""
        if self._work is not None and not self._waits_for_word:
            self._run(self._work, Ask(Reason.USER, outlook_ids))

    def run_now(self) -> Report:
        """A whole run, and what it did.  Raises Users where none can be, or it did not succeed."""
        work, before = self._ready(), self.last_report
        if self._waits_for_word:
            raise Users("The first synchronisation waits for the user's word in Outlook.")
        self._run(work, Ask(Reason.USER))
        if self.last_report is None or self.last_report is before:
            raise Users("The synchronisation did not succeed. Outlook tells why.")
        return self.last_report

    def preview(self) -> Report:
        """What a run would do; nothing is written.  Raises Users, and what a run raises."""
        return self._ready().preview(Ask(Reason.USER))

    def let_go(self) -> None:
        """The user has seen what the first run would do, and wants it."""
        if (pairing := self.pairing) is not None:
            self._release_first(pairing)
            self.synchronise()

    def decide(
        self,
        *,
        answers: Mapping[str, Side] | None = None,
        approved: frozenset[str] = frozenset(),
    ) -> None:
        """The user's word on what was held, by CRM ids: whose values stay, what may go."""
        if self._work is not None:
            self._run(self._work, Ask(Reason.USER, approved=approved, answers=answers or {}))

    def undo(self, entry: Entry) -> None:
        """Take back what a run did; as any change it then travels.  Raises Refused."""
        if self._work is not None:
            self._work.undo(entry)
            self.synchronise()

    def declined(self) -> Mapping[str, str]:
        """What the user left out of Outlook by taking it back: subjects by CRM id."""
        return self._work.declined() if self._work is not None else {}

    def take_in(self, crm_id: str) -> None:
        """Make it in Outlook after all."""
        if self._work is not None:
            self._work.take_in(crm_id)
            self.synchronise()

    def pause(self, length: timedelta | None) -> None:
        """Let nothing run for so long, None until `resume`; changes are noted meanwhile."""
        self._pause.begin(self._now(), length)
        self._show_resting()

    def resume(self) -> None:
        """Go on, and look at everything."""
        self._pause.end()
        if self._work is not None:
            self._work.schedule.clicked(self._now())
        self._show_resting()

    def history(self) -> Sequence[Report]:
        """The reports of the last runs that told something, newest first."""
        runs = self._state.runs(self.pairing.id, _HISTORY) if self.pairing else ()
        return [from_json(text) for _, text in runs]

    def crm_id_of(self, outlook_id: str) -> str:
        """The activity that an Outlook item is linked to; "" for none."""
        links = self._state.links(self.pairing.id) if self.pairing else ()
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def outlook_changed(self, ids: frozenset[str], *, lost: bool, folder: str = "") -> None:
        """Outlook told of changes in a folder; ``lost``: of more than the ids tell."""
        if (work := self._work) is None:
            return
        if work.tells_of_mails(folder):
            if ids:
                self.mails_arrived(ids)
        elif work.tells_of_tasks(folder):  # they are looked at in full runs alone
            work.schedule.outlook_changed(frozenset(), lost=True, now=self._now())
        else:
            work.schedule.outlook_changed(ids, lost=lost, now=self._now())

    def with_mails(self, job: Callable[[Mailroom], T]) -> T:
        """Do something about mails between two runs; raises Users when nobody is logged in."""
        if self._work is None:
            raise Users("Log in to the CRM first.")
        try:
            return job(self._work.mails)
        finally:
            self._show_resting()

    def mails_arrived(self, ids: frozenset[str]) -> None:
        """Outlook told of new mails; what goes wrong is met again by the next run."""
        work = self._work
        if work is None or not work.mails.on or self._pause.on or self._waits_for_word:
            return
        try:
            report = self.with_mails(lambda mails: mails.arrived(ids))
        except (Theirs, Users) as trouble:
            _log.warning("mails: %s", trouble)
            return
        if report.again_at is not None:
            work.schedule.outlook_changed(frozenset(), lost=True, now=self._now())

    def settings_changed(self) -> None:
        """Follow new settings at once."""
        self._keep_reports()
        if self._work is not None:
            self._read_pick_lists(self._work.crm)
            self._work.follow()
            self._work.schedule.clicked(self._now())
        self._show_resting()

    def unpair(self, *, force: bool) -> None:
        """Take the links off both sides and forget the pairing; every item stays.

        ``force`` forgets it on this PC without asking the CRM, whose records keep their
        keys.  Raises what the engine and a log-in raise; then the pairing is still there.
        """
        if (pairing := self.pairing) is None:
            return
        if not force:
            self._take_links_off(pairing)
        self._leave()
        self._house.vault.forget(pairing.id)
        with self._state.atomic():
            self._state.purge(pairing.id)
        self._state.database.compact()
        self.pairing = None
        self.last_report = None
        self._retry_at = None
        self._signals.show(State.NOT_PAIRED)

    # ---- logging in

    def _take_links_off(self, pairing: PairingRecord) -> None:
        if self._work is None:
            self._adopt(pairing, self._entrance.again(pairing), begin=False)
        if self._work is not None:
            self._work.unlink_all()

    def _tick_logged_out(self, now: datetime) -> float:
        if self._retry_at is None:
            return _LOOK
        if now >= self._retry_at:
            self._log_in_again()
            return 0.0
        return min(_LOOK, (self._retry_at - now).total_seconds())

    def _log_in_again(self) -> None:
        """With the remembered password: once if it is refused, again if nobody answers."""
        self._retry_at = None
        if (pairing := self.pairing) is None:
            return
        self._signals.show(State.LOGGING_IN)
        try:
            self._adopt(pairing, self._entrance.again(pairing))
        except Theirs as trouble:
            self._retry_at = self._now() + timedelta(seconds=self._retry.next())
            self._signals.trouble(State.OFFLINE, trouble)
        except (WrongPassword, WrongKey) as refused:
            self._entrance.forget_password(pairing)
            self._signals.trouble(State.LOGGED_OUT, refused)
        except Cancelled:
            raise
        except Users as trouble:
            self._signals.trouble(State.LOGGED_OUT, trouble)

    def _adopt(self, pairing: PairingRecord, crm: CrmSession, *, begin: bool = True) -> None:
        self._leave()
        if self._stopping:
            crm.close()
            raise Cancelled("Stopped before it was finished.")
        self._retry.reset()
        self._read_pick_lists(crm)
        work = Work(
            self._house,
            self._gateway,
            self._state,
            pairing,
            crm,
            now=self._now,
            random=self._random,
            progress=self._progress,
        )
        if begin:
            work.schedule.started(self._now())
        self.pairing = pairing
        self._waits_for_word = self._is_first(pairing)
        self._work = work
        _log.info("logged in; not in this CRM: %s", ", ".join(crm.unmapped) or "nothing")
        self._show_resting()

    def _leave(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.close()

    # ---- synchronising

    def _ready(self) -> Work:
        """What a run needs.  Raises Users with the reason where there can be none now."""
        if self._work is None:
            raise Users("Log in to the CRM in Outlook first.")
        if self._pause.on:
            raise Users("Synchronising is paused in Outlook.")
        if works_offline(self._gateway):
            raise Users("Outlook works offline.")
        return self._work

    def _must_rest(self) -> bool:
        """Whether a run that is due waits: the user paused, or Outlook works offline."""
        if self._pause.on:
            self._show_resting()
            return True
        if works_offline(self._gateway):
            self._signals.show(State.WORK_OFFLINE)
            return True
        return False

    def _run(self, work: Work, ask: Ask) -> None:
        watched = ask.reason in (Reason.START, Reason.USER)
        if watched:  # a look that finds nothing is not worth a word
            self._signals.show(State.SYNCING)
        self.audience.began()
        try:
            report = self._report_of(work, ask)
        except Cancelled:
            if self._stopping:
                raise
            self.pause(None)  # else what was stopped would begin anew within a minute
        except WrongPassword as refused:
            self._leave()
            self._signals.trouble(State.LOGGED_OUT, refused)
        except Theirs as trouble:
            work.schedule.failed(ask, getattr(trouble, "retry_after", None), self._now())
            self._signals.trouble(State.OFFLINE, trouble)
        except Users as trouble:
            work.schedule.failed(ask, None, self._now())
            self._signals.trouble(State.FAULT, trouble)
        except Exception:
            # A bug, told by the worker's top: the next try waits as after a failure.
            work.schedule.failed(ask, None, self._now())
            raise
        else:
            if report is not None:
                self._ran(work, ask, report)
        finally:
            self.audience.ended()

    def _report_of(self, work: Work, ask: Ask) -> Report | None:
        """What the run did; None when it waits for the user's word first."""
        if self._waits_for_word and self.pairing is not None:
            wanted = work.preview(ask)
            if wanted.entries:
                self.audience.asked(wanted)
                self._signals.show(State.WAITING)
                return None
            self._release_first(self.pairing)
        return work.run(ask)

    def _ran(self, work: Work, ask: Ask, report: Report) -> None:
        work.schedule.ran(ask, report, self._now())
        _log.info("%s", in_a_line(report))
        self.last_report = standing(self.last_report, ask, report)
        self._signals.succeeded(waiting=self.last_report.waiting)

    def _progress(self, progress: Progress) -> None:
        if self._now() >= self._beat_at:  # a first run takes longer than the lease lasts
            self._beat()
        self._signals.progress(progress)
        self.audience.progressed(progress)

    def _show_resting(self) -> None:
        waiting = self.last_report.waiting if self.last_report else 0
        if self._work is None:
            self._signals.show(State.LOGGED_OUT if self.pairing else State.NOT_PAIRED)
        elif self._pause.on:
            self._signals.paused(self._pause.until, waiting=waiting)
        elif self._waits_for_word:
            self._signals.show(State.WAITING)
        else:
            self._signals.show(State.ATTENTION if waiting else State.IN_STEP, waiting=waiting)

    # ---- small things

    def _told(self, error: BaseException) -> str:
        return self._house.catalog.tell(error)  # the language may change meanwhile

    def _is_first(self, pairing: PairingRecord) -> bool:
        """Whether the user has not seen yet what a run would do with both calendars."""
        if self._state.value(pairing.id, _FIRST):
            return False
        return not self._state.links(pairing.id)

    def _release_first(self, pairing: PairingRecord) -> None:
        with self._state.atomic():
            self._state.put_value(pairing.id, _FIRST, "seen")
        self._waits_for_word = False

    def _keep_reports(self) -> None:
        self._state.history_kept = timedelta(days=self._house.chosen.settings.report_days)

    def _read_pick_lists(self, crm: CrmSession) -> None:
        language = self._house.pick_list_language
        types = crm.pick_list(FieldName.TYPE, language)
        self.pick_lists = PickLists(
            tuple(each for each in types if each.value not in crm.task_types),
            tuple(crm.pick_list(FieldName.STATUS, language)),
        )

    def _beat(self) -> bool:
        if self._lease is None:
            return False
        self._beat_at = self._now() + timedelta(seconds=_HEARTBEAT)
        with self._state.atomic():
            return self._lease.take(self._now())
