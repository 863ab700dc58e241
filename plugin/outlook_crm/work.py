"""What exists only while logged in: the CRM, the engine over both sides, when its runs are due."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from .address_book import ContactsWork
from .crm.connector import CrmSession
from .default_type import DefaultType
from .domain.kind import Kind
from .domain.policy import Policy
from .errors import Refused
from .ground import Ground
from .mail.values import Spot
from .mailroom import Mailroom
from .outlook.side import OutlookSide
from .state.pairings import PairingRecord
from .sync.engine import Ask, Engine, Progress
from .sync.marks import activity_key
from .sync.ports import Capabilities, SidePort
from .sync.report import Entry, Report
from .sync.scheduler import Scheduler
from .sync.values import Item
from .task_list import TasksWork
from .whose import whose


class Work:
    """One log-in at work; the worker's thread calls everything but what says "from any thread"."""

    def __init__(
        self,
        ground: Ground,
        pairing: PairingRecord,
        crm: CrmSession,
        default_type: DefaultType,
        progress: Callable[[Progress], None],
    ) -> None:
        self.crm = crm
        self._ground = ground
        self._house = ground.house
        self._gateway = ground.gateway
        self._state = ground.state
        self._watching = ground.watch
        self._pairing = pairing
        self._now = ground.now
        self._progress = progress
        self._lock = threading.Lock()
        self._running = self._stopped = False
        self._sides: Sequence[SidePort] = ()
        self._sent_items: frozenset[Spot] = frozenset()
        self._task_folder: frozenset[Spot] = frozenset()
        self._default_type = default_type
        self._open()
        settings = ground.house.chosen.settings
        self.schedule = Scheduler(
            random=ground.random, auto=settings.auto_sync, floor=float(settings.polling_floor)
        )

    def follow(self) -> None:
        """Follow new settings."""
        settings = self._house.chosen.settings
        self.schedule.follow(auto=settings.auto_sync, floor=float(settings.polling_floor))
        self.mails.follow()
        self._watch()

    @property
    def has_account(self) -> bool:
        """Whether the account's mails and tasks are this pairing's: those of its oldest."""
        first = self._state.pairings.first_of(self._pairing.account)
        return first is not None and first.id == self._pairing.id

    def tells_of_mails(self, folder: str) -> bool:
        """Whether what Outlook tells of this folder is about mails that were sent."""
        return folder in {each.id for each in self._sent_items}

    def tells_of_tasks(self, folder: str) -> bool:
        """Whether what Outlook tells of this folder is about tasks."""
        return folder in {each.id for each in self._task_folder}

    def run(self, ask: Ask) -> Report:
        """One run; raises what `Engine.run` does."""
        with self._lock:
            self._running = True
        try:
            return self._after(ask, self._engine.run(ask))
        finally:
            if self._was_stopped():
                self._open()  # what was cancelled stays so

    def _after(self, ask: Ask, report: Report) -> Report:
        """The report of the calendar, with what is done beside it."""
        if self.has_account:
            report = self._tasks.after(ask, report)
        report = self.contacts.after(ask, report)
        if self.has_account and ask.outlook_ids is None:
            report = self.mails.after(ask, report)
        return report

    def preview(self, ask: Ask) -> Report:
        """What the run would do; nothing is written.  Raises what `run` does."""
        return self._engine.preview(ask)

    def strangers(self, policy: Policy) -> Sequence[Item]:
        """See `Engine.strangers`."""
        return self._engine.strangers(replace(policy, apart=self.crm.task_types))

    def unlink_all(self) -> None:
        """Take every link off both sides; raises what `Engine.unlink_all` does."""
        self.mails.unlink_all()
        self.contacts.unlink_all()
        self._tasks.unlink_all()
        self._engine.unlink_all()

    def undo(self, entry: Entry) -> None:
        """Take back what a run did; raises Refused with the reason where it cannot be.

        It is then that side's change, as if the user had made it there.
        """
        undo = self._tasks.undo if entry.of is Kind.TASKS else self._engine.undo
        for refusal in undo(entry).trouble:
            raise Refused(refusal.reason)

    def declined(self) -> Mapping[str, str]:
        """See `Engine.declined`."""
        return self._engine.declined()

    def take_in(self, crm_id: str) -> None:
        """See `Engine.take_in`."""
        self._engine.take_in(crm_id)

    def stop_run(self) -> None:
        """End the run that is going on, if there is one; from any thread."""
        with self._lock:
            if self._running:
                self._stopped = True
                self._end_runs()

    def _was_stopped(self) -> bool:
        """The run is over; whether it was stopped, be it when nothing of it was left."""
        with self._lock:
            stopped, self._running, self._stopped = self._stopped, False, False
        return stopped

    def cancel(self) -> None:
        """End everything soon; from any thread."""
        self._end_runs()
        self.crm.cancel()

    def close(self) -> None:
        """Logged out."""
        self._end_runs()
        self.crm.close()

    def _end_runs(self) -> None:
        for each in (self._engine, self.contacts, self.mails, self._tasks):
            each.cancel()

    @property
    def capabilities(self) -> Capabilities:
        """What the CRM can hold; from any thread."""
        return self._sides[-1].capabilities

    def _open(self) -> None:
        """Make anew what can be cancelled."""
        ground, pairing = self._ground, self._pairing
        self.contacts = ContactsWork(ground, pairing, self.crm)
        self.mails = Mailroom(ground, pairing, self.crm, self._progress)
        self._tasks = TasksWork(ground, pairing, self.crm)
        self._engine = self._built()

    def _built(self) -> Engine:
        pairing = self._pairing
        outlook = OutlookSide(
            self._gateway,
            store=pairing.store,
            folder=pairing.folder,
            pairing=pairing.id,
            key_of=partial(activity_key, pairing.crm_user),
            now=self._now,
            whose=lambda: whose(pairing, self._state.pairings.all()),
        )
        crm = self.crm.side(pairing.crm_user)
        self._sides = (outlook, crm)
        engine = Engine(
            outlook,
            crm,
            self._state,
            pairing.id,
            policy=self._policy,
            now=self._now,
            progress=self._progress,
        )
        self._watch(anew=True)
        return engine

    def _watch(self, *, anew: bool = False) -> None:
        """Have Outlook tell of the calendar, and of Sent Items and tasks where they are wanted."""
        before = self._sent_items | self._task_folder
        if self.has_account:
            self._sent_items, self._task_folder = self.mails.sent_items(), self._tasks.watched()
        beside = self._sent_items | self._task_folder
        if anew or beside != before:
            mine = Spot(self._pairing.store, self._pairing.folder)
            self._watching.want(self._pairing.id, [mine, *beside])

    def _policy(self) -> Policy:
        policy = self._default_type.followed(self._house.policy())
        return replace(policy, apart=self.crm.task_types)
