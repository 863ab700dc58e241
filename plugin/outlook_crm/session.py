"""All pairings of one Windows user: the state they share, whose turn it is, what all are told.

The worker's thread calls everything here but what says "from any thread".
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from .audience import Audience, Nobody
from .crm.connector import Connector
from .entrance import Entrance, Place, Trial
from .errands import ErrandDesk, in_turn
from .errors import Error, Theirs, Users
from .ground import Ground
from .heartbeat import Heartbeat, kept_out
from .house import House
from .logins import Typed
from .outlook.calendars import found_again
from .outlook.gateway import Gateway
from .outlook.watch import Watch
from .pacing import Backoff
from .pairing import Pairing
from .pause import Pause
from .roster import Roster
from .signals import Signals
from .state.errands import Deed
from .state.pairings import PairingRecord
from .state.sqlite import SqliteState
from .sync.report import Report
from .sync.slumber import Slumber
from .ui.ribbon_state import RibbonState

__all__ = ["Place", "Session"]

_log = logging.getLogger(__name__)

_LOOK = 5.0  # seconds between two looks at what the command asks for


class Session(Roster):
    """The user's pairings, oldest first; ``shown`` takes each new state for the ribbon.

    ``audience`` is told how a run goes on; it is asked for when the state is opened.
    ``wake`` has the worker call `tick`, from any thread.
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
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._house = house
        self._gateway = gateway
        self._entrance = Entrance(house, connector, now)
        self._signals = Signals(house, shown, now)
        self._now = now
        self._random = random
        self._wake = wake
        self._heart: Heartbeat | None = None  # until `begin`
        self._errands: ErrandDesk | None = None  # while the lease is ours
        self._closing = threading.Event()
        self._is_shut = False  # the state could not be opened
        self._reopen = Backoff(first=_LOOK, most=300.0)
        self._reopen_at: datetime | None = None
        self._slumber = Slumber()
        self._last: Pairing | None = None  # who had a turn
        self.audience: Audience = Nobody()

    # ---- from any thread

    def cancel(self) -> None:
        """Outlook closes: end what runs and begin nothing more."""
        self._closing.set()
        self._entrance.cancel()
        for each in self.pairings:
            each.cancel()

    def stop_run(self) -> None:
        """The user wants the run that is going on to end."""
        for each in self.pairings:
            each.stop_run()

    def user_is_here(self) -> None:
        """The user did something: the CRM is asked more often for a while."""
        for each in self.pairings:
            each.user_is_here()

    # ---- from Outlook's start to its end

    def begin(self) -> None:
        """Open the state, find the pairings, log in where that is wanted.

        Raises what opening the state does; `tick` tries it again.
        """
        self._is_shut = True
        state = self._opened_state()
        try:
            heart = self._stand_on(state)
        except BaseException:
            state.close()
            raise
        self._is_shut = False
        if heart.beat():
            self._take_up()
        else:
            self._signals.shut_out(kept_out())

    def _opened_state(self) -> SqliteState:
        try:
            return self._house.open_state()
        except Error as trouble:
            self._signals.stopped(trouble)
            raise

    def _stand_on(self, state: SqliteState) -> Heartbeat:
        pause, heart = Pause(state), Heartbeat(state, self._now)
        self._ground = Ground(
            self._house,
            self._gateway,
            state,
            self._entrance,
            Watch(self._gateway),
            pause,
            self.audience,
            self._closing,
            beat=heart.in_time,
            pause_all=lambda: self.pause(None),
            wake=self._wake,
            now=self._now,
            random=self._random,
        )
        self._state, self._pause, self._heart = state, pause, heart
        return heart

    def _check_open(self) -> None:
        """Try again where the state could not be opened; raises what `begin` raises."""
        if self._is_shut:
            self.begin()

    def _open_again(self, now: datetime) -> float:
        """Another program may have let go of the file, or somebody made room on the disk."""
        if self._reopen_at is None or now >= self._reopen_at:
            try:
                self.begin()
            except Error as trouble:
                _log.warning("opening the state: %s", trouble)
                self._reopen_at = now + timedelta(seconds=self._reopen.next())
        return _LOOK if self._is_shut else 0.0

    def _take_up(self) -> None:
        self._keep_reports()
        known = self._state.pairings.all()
        self.pairings = tuple(self._living(self._found_again(each, known)) for each in known)
        deeds = {Deed.SYNC: self.run_now, Deed.PREVIEW: self.preview}
        self._errands = ErrandDesk(self._state, deeds, self._told)
        if not self.pairings:
            self._show_not_paired()
        for each in self.pairings:
            each.begin()

    def _found_again(self, record: PairingRecord, known: Sequence[PairingRecord]) -> PairingRecord:
        """With the ids that its calendar has now; those of another pairing's are not taken."""
        place = record.store, record.folder
        try:
            found = found_again(self._gateway, record.account, place, record.calendar)
        except Theirs as trouble:  # the run will meet it
            _log.warning("looking for the calendar: %s", trouble)
            return record
        if found is None or found in {(each.store, each.folder) for each in known}:
            return record
        _log.info("the calendar has other ids than it had")
        now = replace(record, store=found[0], folder=found[1])
        with self._state.atomic():
            self._state.pairings.put(now)
        return now

    def end(self) -> None:
        """Give the lease back and close the state; nothing may be called after it."""
        if self._heart is not None:
            self._heart.end()
            self._state.close()

    # ---- whose turn it is

    def tick(self) -> float:
        """Do what is due; seconds until something is due next."""
        if self._slumber.was_long(self._now()):
            self._wake_up()
        wait = self._do_what_is_due()
        self._slumber.begins(self._now(), wait)
        return wait

    def _wake_up(self) -> None:
        _log.info("the PC slept, or its clock was set")
        self._reopen_at = None
        for each in self.pairings:
            each.woke(self._now())

    def _do_what_is_due(self) -> float:
        now = self._now()
        if self._is_shut:
            return self._open_again(now)
        if self._heart is None:
            return _LOOK
        if self._errands is None:
            return self._wait_for_lease(self._heart)
        if not self._heart.in_time():
            self._step_aside()
            return _LOOK
        if not any(each.is_logging_in for each in self.pairings):
            self._errands.look(now)
        if self._pause.over(now):
            self.resume()
        for each in self._in_turn():
            if each.wait(now) <= 0 and each.do_what_is_due(now):
                self._last = each
                return 0.0
        return min([_LOOK, *filter(None, (each.wait(now) for each in self.pairings))])

    def _in_turn(self) -> Sequence[Pairing]:
        """From the one after the last that had its turn."""
        every = self.pairings
        after = every.index(self._last) + 1 if self._last in every else 0
        return every[after:] + every[:after]

    def _step_aside(self) -> None:
        """Another Outlook took the lease while this process slept: what it does is not ours."""
        _log.warning("another process took the lease")
        for each in self.pairings:
            each.leave()
        self.pairings, self._errands = (), None
        self._signals.shut_out(kept_out())

    def _wait_for_lease(self, heart: Heartbeat) -> float:
        """Another Outlook has it, or one that was killed a moment ago: it may end."""
        if not heart.beat():
            return _LOOK
        self._take_up()
        return 0.0

    # ---- which pairings there are

    def pair(self, known: Pairing | None, typed: Typed, place: Place, *, remember: bool) -> None:
        """Make a pairing, or give the known one new login information.

        Raises what `Entrance.pair` raises.  Nothing runs before the user has seen what is
        to be kept in step.
        """
        self._check_open()
        record, crm = self._entrance.pair(
            self._state, known.record if known else None, typed, place, remember=remember
        )
        pairing = known or self._living(record)
        if known is None:
            for each in self.pairings:
                each.follow()
            self.pairings = (*self.pairings, pairing)
        pairing.adopt(crm, begin=known is not None and not pairing.runs.wait_for_word)

    def attempt(self, known: Pairing | None, typed: Typed) -> Trial:
        """Try a log-in with what was typed; raises what a log-in raises."""
        return self._entrance.attempt(known.record if known else None, typed)

    def unpair(self, pairing: Pairing, *, force: bool) -> None:
        """Take the links off both sides and forget the pairing; every item stays.

        ``force`` forgets it on this PC without asking the CRM, whose records keep their
        keys.  Raises what the engine, a log-in, the vault and the state raise; then the
        pairing is still there, with its login information.
        """
        if pairing not in self.pairings:
            return
        if not force:
            pairing.take_links_off()
        pairing.leave()
        pairing.runs.show_resting()
        with self._state.atomic():
            self._state.purge(pairing.id)
            self._house.vault.forget(pairing.id)  # the last that can fail but the commit
        self._compact()
        self.pairings = tuple(each for each in self.pairings if each is not pairing)
        self._ground.watch.want(pairing.id, ())
        self._signals.forget(pairing.record)
        for each in self.pairings:
            each.follow()

    def _compact(self) -> None:
        try:
            self._state.database.compact()
        except Error as trouble:  # what was deleted is overwritten already, but for the journal's
            _log.warning("the state file stays as large as it was: %s", trouble)

    def _living(self, record: PairingRecord) -> Pairing:
        return Pairing(self._ground, record, self._signals.board(record))

    # ---- what all are told

    def log_out(self) -> None:
        """Stop synchronising until the user logs in again."""
        for each in self.pairings:
            each.leave()
        self._show_resting()
        _log.info("logged out")

    def synchronise(self) -> None:
        """The user asks for it now: that ends a pause, too."""
        self._check_open()
        self._pause.end()
        for each in self.pairings:
            each.synchronise()

    def run_now(self) -> Report:
        """A whole run of each, and what they did; raises what `in_turn` does."""
        return in_turn(each.runs.now for each in self.pairings)

    def preview(self) -> Report:
        """What a run of each would do; nothing is written.  Raises as `run_now` does."""
        return in_turn(each.runs.preview for each in self.pairings)

    def pause(self, length: timedelta | None) -> None:
        """Let nothing run for so long, None until `resume`; changes are noted meanwhile."""
        self._check_open()
        self._pause.begin(self._now(), length)
        self._show_resting()

    def resume(self) -> None:
        """Go on, and look at everything."""
        self.synchronise()
        self._show_resting()

    def outlook_changed(self, folder: str, ids: frozenset[str], *, lost: bool) -> None:
        """Outlook told of changes in a folder; ``lost``: of more than the ids tell."""
        for each in self.pairings:
            each.runs.outlook_changed(folder, ids, lost=lost)

    def mails_arrived(self, ids: frozenset[str]) -> None:
        """Outlook told of new mails, each of which is somebody's or nobody's."""
        for each in self.pairings:
            each.runs.mails_arrived(ids)

    def settings_changed(self) -> None:
        """Follow new settings at once."""
        if self._errands is not None:
            self._keep_reports()
        for each in self.pairings:
            each.settings_changed()
        self._show_resting()

    def _show_resting(self) -> None:
        if self._is_shut:
            return  # what there is nobody knows
        if not self.pairings:
            self._show_not_paired()
        for each in self.pairings:
            each.runs.show_resting()

    def _show_not_paired(self) -> None:
        if (broken := self._state.broken) is None:
            self._signals.not_paired()
            return
        _log.warning("the state file was set aside: %s", broken.reason)
        self._signals.not_paired(
            Users(
                "The state file was damaged, so no calendar is paired any more. Pair it again in"
                " Preferences: nothing is made twice, and nothing is deleted."
            )
        )

    # ---- small things

    def _told(self, error: BaseException) -> str:
        return self._house.catalog.tell(error)  # the language may change meanwhile

    def _keep_reports(self) -> None:
        self._state.history_kept = timedelta(days=self._house.chosen.settings.report_days)
        with self._state.atomic():
            self._state.forget_old_runs(self._now())
