"""One pairing: logged in or not, in step or not.

The worker's thread calls everything here but what says "from any thread".
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from .address_book import ContactsWork
from .crm.connector import CrmSession
from .default_type import DefaultType
from .domain.policy import Policy
from .errors import BadSettings, Cancelled, Error, Theirs, Users, WrongKey, WrongPassword
from .ground import Ground
from .logins import KnownLogin, Typed
from .mailroom import Mailroom
from .picklists import PickLists, pick_lists
from .relogin import Relogin
from .runs import Runs
from .signals import Board
from .state.pairings import PairingRecord
from .sync.ports import Capabilities
from .sync.report import Report
from .sync.values import Item
from .ui.ribbon_state import State
from .work import Work

_log = logging.getLogger(__name__)


class Pairing:
    """What there is of one pairing while Outlook runs; ``runs`` are what a log-in makes possible.

    ``record`` never changes, ``pick_lists`` is replaced as a whole: both may be looked at
    from any thread.
    """

    def __init__(self, ground: Ground, record: PairingRecord, board: Board) -> None:
        self._ground = ground
        self._board = board
        self._relogin = Relogin(ground, record)
        self.runs = Runs(ground, record, board)
        self.default_type = DefaultType(ground.state, record.id, self._strangers, ground.now)
        self.record = record
        self.pick_lists = PickLists()

    # ---- from any thread

    @property
    def id(self) -> str:
        """Its name in the state and on the items' stamps."""
        return self.record.id

    @property
    def last_report(self) -> Report | None:
        """The last run, with what earlier ones left for the user."""
        return self.runs.last_report

    @property
    def logged_in(self) -> bool:
        """Whether the CRM let us in."""
        return self.runs.work is not None

    @property
    def crm(self) -> CrmSession | None:
        """The CRM while logged in."""
        work = self.runs.work
        return work.crm if work else None

    @property
    def contacts(self) -> ContactsWork | None:
        """The address book while logged in."""
        work = self.runs.work
        return work.contacts if work else None

    @property
    def mails(self) -> Mailroom | None:
        """The mails while logged in."""
        work = self.runs.work
        return work.mails if work else None

    @property
    def capabilities(self) -> Capabilities | None:
        """What the CRM can hold, while logged in."""
        work = self.runs.work
        return work.capabilities if work else None

    def has_store(self, store: str) -> bool:
        """Whether the store is its account's."""
        mails = self.mails
        return store == self.record.store or (mails is not None and mails.has_store(store))

    @property
    def needs_login(self) -> bool:
        """Whether only the user can log in: it does not happen by itself."""
        return not self.logged_in and not self._relogin.is_wanted

    @property
    def is_logging_in(self) -> bool:
        """Whether the CRM was asked to let us in, and has not answered yet."""
        return self._relogin.goes_on

    def cancel(self) -> None:
        """Outlook closes: end what runs."""
        if work := self.runs.work:
            work.cancel()

    def stop_run(self) -> None:
        """The user wants the run that is going on to end."""
        if work := self.runs.work:
            work.stop_run()

    def known_login(self) -> KnownLogin:
        """What a window may show of the stored login information."""
        return self._ground.entrance.known(self.record)

    def user_is_here(self) -> None:
        """The user did something: the CRM is asked more often for a while."""
        if work := self.runs.work:
            work.schedule.user_active(self._ground.now())

    # ---- the worker's

    def begin(self) -> None:
        """Outlook started: log in if that is wanted and needs nothing from the user."""
        try:
            wanted = self._ground.house.chosen.settings.login_at_start
            remembered = wanted and self._ground.entrance.remembered(self.record)
        except Users as trouble:
            self._board.trouble(State.LOGGED_OUT, trouble)
            return
        if remembered:
            self._log_in_again()
        else:
            self.runs.show_resting()

    def log_in(self, typed: Typed, *, remember: bool) -> None:
        """Log in with what the user typed; raises what a log-in raises."""
        self._board.show(State.LOGGING_IN)
        try:
            crm = self._ground.entrance.typed(self.record, typed, remember=remember)
        except Error:
            self._board.show(State.LOGGED_OUT)
            raise
        self.adopt(crm)

    def adopt(self, crm: CrmSession, *, begin: bool = True) -> None:
        """Go on with this log-in; without ``begin`` no run is due before the user asks for one.

        Raises what either side does; then nobody is logged in.
        """
        self.runs.end()
        try:
            work = self._work(crm)
        except BaseException as trouble:
            crm.close()
            if not isinstance(trouble, Cancelled):
                self._board.show(State.LOGGED_OUT)
            raise
        self._relogin.end()
        self._relogin.reset()
        if begin:
            work.schedule.started(self._ground.now())
        self.runs.begin(work)
        _log.info("logged in; not in this CRM: %s", ", ".join(crm.unmapped) or "nothing")
        self.runs.show_resting()

    def _work(self, crm: CrmSession) -> Work:
        if self._ground.closing.is_set():
            raise Cancelled("Stopped before it was finished.")
        self.pick_lists = pick_lists(crm, self._ground.house.pick_list_language)
        return Work(self._ground, self.record, crm, self.default_type, self.runs.progress)

    def _strangers(self, policy: Policy) -> Sequence[Item]:
        """Outlook's items that no link knows; none can be told of while logged out."""
        work = self.runs.work
        return work.strangers(policy) if work else ()

    def leave(self) -> None:
        """Log out: nothing is due until the user logs in again."""
        self.runs.end()
        self._relogin.end()

    def take_links_off(self) -> None:
        """Take every link off both sides; raises what a log-in and the engine raise."""
        if not self.logged_in:
            self.adopt(self._ground.entrance.again(self.record), begin=False)
        if self.runs.work is not None:
            self.runs.work.unlink_all()

    def wait(self, now: datetime) -> float:
        """Seconds until `do_what_is_due` has something to do."""
        return self._relogin.wait(now) if self.runs.work is None else self.runs.wait(now)

    def do_what_is_due(self, now: datetime) -> bool:
        """Log in or run; False where a run must rest."""
        if self.runs.work is not None:
            return self.runs.do_what_is_due(self.runs.work, now)
        if self._relogin.goes_on:
            self._go_on()
        else:
            self._log_in_again()
        return True

    def woke(self, now: datetime) -> None:
        """The PC slept, or its clock was set."""
        self.runs.woke(now)
        self._relogin.woke(now)

    def synchronise(self) -> None:
        """A run soon; a log-in that waits for the CRM is tried at once."""
        if self.runs.work is not None:
            self.runs.work.schedule.clicked(self._ground.now())
        elif self._relogin.is_wanted:
            self._log_in_again()

    def settings_changed(self) -> None:
        """Follow new settings at once; what goes wrong is met again by the run that follows."""
        if (work := self.runs.work) is None:
            return
        work.schedule.clicked(self._ground.now())
        try:
            work.follow()
            self.pick_lists = pick_lists(work.crm, self._ground.house.pick_list_language)
        except Cancelled:
            raise
        except (Theirs, Users) as trouble:
            _log.warning("settings: %s", trouble)

    def follow(self) -> None:
        """There are other pairings now: which account's mails are whose may be another answer."""
        if (work := self.runs.work) is None:
            return
        try:
            work.follow()
        except Theirs as trouble:  # met again by the next run
            _log.warning("other pairings: %s", trouble)

    def crm_id_of(self, outlook_id: str) -> str:
        """The activity that an Outlook item is linked to; "" for none."""
        links = self._ground.state.links(self.id)
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def _log_in_again(self) -> None:
        self._board.show(State.LOGGING_IN)
        self._relogin.begin()

    def _go_on(self) -> None:
        """With the remembered password: once if it is refused, again if nobody answers.

        Settings that cannot be read may be mended in a file, of which nobody tells.
        """
        try:
            if (crm := self._relogin.outcome()) is not None:
                self.adopt(crm)
        except (Theirs, BadSettings) as trouble:
            self._relogin.later()
            halted = isinstance(trouble, BadSettings)
            self._board.trouble(State.HALTED if halted else State.OFFLINE, trouble)
        except (WrongPassword, WrongKey) as refused:
            self._ground.entrance.forget_password(self.record)
            self._board.trouble(State.LOGGED_OUT, refused)
        except Cancelled:
            raise
        except Users as trouble:
            self._board.trouble(State.LOGGED_OUT, trouble)
