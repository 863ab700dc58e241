"""One pairing at work: logged in or not, in step or not, and what the ribbon says of it.

The worker's thread calls everything here but what says "from any thread".
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from .crm.connector import Connector, CrmSession, CrmUser
from .domain.fields import FieldName
from .errors import (
    Cancelled,
    Error,
    Theirs,
    Users,
    WrongKey,
    WrongPassword,
    WrongUser,
)
from .house import House
from .logins import KnownLogin, Logins, Typed
from .outlook.gateway import Gateway
from .outlook.side import OutlookSide
from .pacing import Backoff
from .picklists import PickLists
from .signals import Signals
from .state.lease import Lease
from .state.pairings import PairingRecord
from .sync.engine import Ask, Engine, Progress, Reason
from .sync.match import activity_key
from .sync.ports import Capabilities
from .sync.report import Report, in_a_line
from .sync.scheduler import Scheduler
from .ui.ribbon_state import RibbonState, State

_log = logging.getLogger(__name__)

_HEARTBEAT = 20.0  # seconds between two beats of the lease


@dataclass(frozen=True, slots=True)
class Place:
    """The calendar a pairing is made with: the account's address, Outlook's ids."""

    account: str
    store: str
    folder: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What exists only while logged in."""

    crm: CrmSession
    capabilities: Capabilities
    engine: Engine
    schedule: Scheduler


class Session:
    """The add-in's one pairing; ``shown`` takes each new state for the ribbon.

    ``pairing``, ``pick_lists`` and ``last_report`` are replaced as wholes and may be
    looked at from any thread.
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
        self._connector = connector
        self._signals = Signals(house, shown, now)
        self._now = now
        self._random = random
        self._logins = Logins(house.vault)
        self._work: _Work | None = None
        self._retry = Backoff(first=30.0, most=600.0)
        self._retry_at: datetime | None = None
        self._stopping = False
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
    def capabilities(self) -> Capabilities | None:
        """What the CRM can hold, while logged in."""
        work = self._work
        return work.capabilities if work else None

    def cancel(self) -> None:
        """Outlook closes: end what runs and begin nothing more."""
        self._stopping = True
        self._connector.cancel()
        if work := self._work:
            work.engine.cancel()
            work.crm.cancel()

    def known_login(self) -> KnownLogin:
        """What a window may show of the stored login information."""
        return self._logins.known(self.pairing.id) if self.pairing else KnownLogin()

    def user_is_here(self) -> None:
        """The user did something: the CRM is asked more often for a while."""
        if work := self._work:
            work.schedule.user_active(self._now())

    # ---- the worker's

    def begin(self) -> None:
        """Open the state, find the pairing, log in if that is wanted."""
        self._state = self._house.open_state()
        self._lease = Lease(self._state.database, os.getpid())
        if not self._beat():
            raise Users("Another Outlook keeps this calendar in step already. Close it first.")
        self.pairing = next(iter(self._state.pairings.all()), None)
        if self.pairing is None:
            self._signals.show(State.NOT_PAIRED)
        elif self._house.chosen.settings.login_at_start and self._logins.remembered(
            self.pairing.id
        ):
            self._log_in_again()
        else:
            self._signals.show(State.LOGGED_OUT)

    def tick(self) -> float:
        """Do what is due; seconds until something is due next."""
        now = self._now()
        if self._work is None:
            return self._tick_logged_out(now)
        self._beat()
        if (ask := self._work.schedule.due(now)) is not None:
            self._run(self._work, ask)
        work = self._work
        return min(_HEARTBEAT, work.schedule.wait(self._now())) if work else 0.0

    def pair(self, typed: Typed, place: Place, *, remember: bool) -> None:
        """Make the pairing, or give the one there is new login information.

        Raises what a log-in raises, and WrongUser when another CRM user is paired.
        """
        address = self._connector.address(typed.address)
        known = self.pairing
        credentials = self._logins.complete(typed, known.id if known else None)
        crm = self._connector.log_in(address, credentials, self._house.network())
        try:
            pairing = self._paired(known, place, address, crm.user)
            self._logins.store(pairing.id, credentials, remember=remember)
        except BaseException:
            crm.close()
            raise
        self._adopt(pairing, crm)

    def log_in(self, typed: Typed, *, remember: bool) -> None:
        """Log in with what the user typed; raises what a log-in raises."""
        if (pairing := self.pairing) is None:
            return
        credentials = self._logins.complete(typed, pairing.id)
        self._signals.show(State.LOGGING_IN)
        try:
            crm = self._connector.log_in(pairing.crm_address, credentials, self._house.network())
        except Error:
            self._signals.show(State.LOGGED_OUT)
            raise
        self._logins.store(pairing.id, credentials, remember=remember)
        self._adopt(pairing, crm)

    def log_out(self) -> None:
        """Stop synchronising until the user logs in again."""
        self._leave()
        self._retry_at = None
        _log.info("logged out")
        self._show_resting()

    def synchronise(self) -> None:
        """The user asks for it now."""
        if self._work is not None:
            self._work.schedule.clicked(self._now())
        elif self._retry_at is not None:
            self._log_in_again()

    def synchronise_items(self, outlook_ids: frozenset[str]) -> None:
        """The user asks for these items alone, whatever the automatic sync is set to."""
        if self._work is not None:
            self._run(self._work, Ask(Reason.USER, outlook_ids))

    def crm_id_of(self, outlook_id: str) -> str:
        """The activity that an Outlook item is linked to; "" for none."""
        links = self._state.links(self.pairing.id) if self.pairing else ()
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def outlook_changed(self, ids: frozenset[str], *, lost: bool) -> None:
        """Outlook told of changes; ``lost``: of more than the ids tell."""
        if self._work is not None:
            self._work.schedule.outlook_changed(ids, lost=lost, now=self._now())

    def settings_changed(self) -> None:
        """Follow new settings at once."""
        if self._work is not None:
            self._read_pick_lists(self._work.crm)
            self._work.schedule.follow(auto=self._auto, floor=self._floor)
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
            credentials = self._logins.stored(pairing.id)
            crm = self._connector.log_in(pairing.crm_address, credentials, self._house.network())
            self._adopt(pairing, crm)
        if self._work is not None:
            self._work.engine.unlink_all()

    def _tick_logged_out(self, now: datetime) -> float:
        if self._retry_at is None:
            return _HEARTBEAT
        if now >= self._retry_at:
            self._log_in_again()
            return 0.0
        return min(_HEARTBEAT, (self._retry_at - now).total_seconds())

    def _log_in_again(self) -> None:
        """With the remembered password: once if it is refused, again if nobody answers."""
        self._retry_at = None
        if (pairing := self.pairing) is None:
            return
        self._signals.show(State.LOGGING_IN)
        try:
            credentials = self._logins.stored(pairing.id)
            crm = self._connector.log_in(pairing.crm_address, credentials, self._house.network())
            self._adopt(pairing, crm)
        except Theirs as trouble:
            self._retry_at = self._now() + timedelta(seconds=self._retry.next())
            self._signals.trouble(State.OFFLINE, trouble)
        except (WrongPassword, WrongKey) as refused:
            # Never tried twice: a third refusal may lock the user's account.
            self._logins.forget_password(pairing.id)
            self._signals.trouble(State.LOGGED_OUT, refused)
        except Cancelled:
            raise
        except Users as trouble:
            self._signals.trouble(State.LOGGED_OUT, trouble)

    def _paired(
        self, known: PairingRecord | None, place: Place, address: str, user: CrmUser
    ) -> PairingRecord:
        if known is None:
            known = PairingRecord(
                uuid4().hex[:12],
                place.account,
                place.store,
                place.folder,
                address,
                user.id,
                self._now(),
            )
        elif (known.crm_address, known.crm_user) != (address, user.id):
            raise WrongUser(
                "This calendar is paired with another CRM user. Remove the pairing first."
            )
        with self._state.atomic():
            self._state.pairings.put(known)
        return known

    def _adopt(self, pairing: PairingRecord, crm: CrmSession) -> None:
        self._leave()
        if self._stopping:
            crm.close()
            raise Cancelled("Stopped before it was finished.")
        self._retry.reset()
        self._read_pick_lists(crm)
        key_of = partial(activity_key, pairing.crm_user)
        outlook = OutlookSide(
            self._gateway,
            store=pairing.store,
            folder=pairing.folder,
            pairing=pairing.id,
            key_of=key_of,
            now=self._now,
        )
        side = crm.side(pairing.crm_user)
        engine = Engine(
            outlook,
            side,
            self._state,
            pairing.id,
            policy=lambda: replace(self._house.policy(), apart=crm.task_types),
            now=self._now,
            progress=self._progress,
        )
        schedule = Scheduler(random=self._random, auto=self._auto, floor=self._floor)
        schedule.started(self._now())
        self.pairing = pairing
        self._work = _Work(crm, side.capabilities, engine, schedule)
        outlook.watch()
        _log.info("logged in; not in this CRM: %s", ", ".join(crm.unmapped) or "nothing")
        self._signals.show(State.IN_STEP)

    def _leave(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.engine.cancel()
            work.crm.close()

    # ---- synchronising

    def _run(self, work: _Work, ask: Ask) -> None:
        if ask.reason in (
            Reason.START,
            Reason.USER,
        ):  # a look that finds nothing is not worth a word
            self._signals.show(State.SYNCING)
        try:
            report = work.engine.run(ask)
        except Cancelled:
            if self._stopping:
                raise
            self._show_resting()
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
            work.schedule.ran(ask, report, self._now())
            _log.info("%s", in_a_line(report))
            self.last_report = report
            self._signals.succeeded(waiting=report.waiting)

    def _progress(self, progress: Progress) -> None:
        if self._now() >= self._beat_at:  # a first run takes longer than the lease lasts
            self._beat()
        self._signals.progress(progress)

    def _show_resting(self) -> None:
        if self._work is None:
            self._signals.show(State.LOGGED_OUT if self.pairing else State.NOT_PAIRED)
            return
        waiting = self.last_report.waiting if self.last_report else 0
        self._signals.show(State.ATTENTION if waiting else State.IN_STEP, waiting=waiting)

    # ---- small things

    @property
    def _auto(self) -> bool:
        return self._house.chosen.settings.auto_sync

    @property
    def _floor(self) -> float:
        return float(self._house.chosen.settings.polling_floor)

    def _read_pick_lists(self, crm: CrmSession) -> None:
        language = self._house.catalog.language
        types = crm.pick_list(FieldName.TYPE, language)
        self.pick_lists = PickLists(
            tuple(each for each in types if each.value not in crm.task_types),
            tuple(crm.pick_list(FieldName.STATUS, language)),
        )

    def _beat(self) -> bool:
        self._beat_at = self._now() + timedelta(seconds=_HEARTBEAT)
        with self._state.atomic():
            return self._lease.take(self._now())
