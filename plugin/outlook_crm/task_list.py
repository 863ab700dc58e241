"""The tasks of one log-in, where they are wanted: the same engine over another folder."""

import logging
from functools import partial

from .beside import WhenNeeded, with_what
from .crm.connector import CrmSession
from .domain.kind import Kind
from .domain.policy import Policy
from .errors import Missing, Theirs, Users
from .ground import Ground
from .mail.values import Spot
from .outlook.calendars import profile
from .outlook.records import Calendar
from .outlook.tasks import OutlookTasks, task_gateway
from .state.pairings import PairingRecord
from .sync.ask import Ask
from .sync.engine import Engine
from .sync.marks import activity_key
from .sync.report import Entry, Report, of_kind
from .sync.tasks import FAILED, DueSide, task_policy
from .whose import whose

_log = logging.getLogger(__name__)


class TasksWork:
    """Keeps tasks in step after each full run of the calendar.

    The worker's thread calls everything but `cancel`.
    """

    def __init__(self, ground: Ground, pairing: PairingRecord, crm: CrmSession) -> None:
        self._house = ground.house
        self._gateway = ground.gateway
        self._state = ground.state
        self._now = ground.now
        self._pairing = pairing
        self._crm = crm
        self._place = Kind.TASKS.of(pairing.id)
        self._known_folder: Calendar | None = None
        self._engine = WhenNeeded(self._made)

    def after(self, ask: Ask, report: Report) -> Report:
        """The report of a run of the calendar, with what became of the tasks.

        Raises Cancelled; whatever else goes wrong here is told in the report and tried again.
        """
        if not self._house.chosen.settings.tasks or ask.outlook_ids is not None:
            return report

        def run() -> Report:
            return of_kind(Kind.TASKS, self._engine.get().run(ask), undoable=True)

        return with_what(report, run, noted="tasks: %s", failed=FAILED)

    def watched(self) -> frozenset[Spot]:
        """The folder whose changes lead to a run; none where tasks are off or cannot be found."""
        if not self._house.chosen.settings.tasks:
            return frozenset()
        try:
            folder = self._folder()
        except (Theirs, Users) as trouble:
            _log.warning("tasks: %s", trouble)
            return frozenset()
        return frozenset({Spot(folder.store, folder.folder)})

    def undo(self, entry: Entry) -> Report:
        """See `Engine.undo`."""
        return self._engine.get().undo(entry)

    def unlink_all(self) -> None:
        """Take the marks off both sides' tasks; every one of them stays."""
        if self._state.links(self._place):
            self._engine.get().unlink_all()

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        self._engine.cancel()

    def _folder(self) -> Calendar:
        """The account's own folder of tasks; raises Missing."""
        if self._known_folder is None:
            folders = profile(self._gateway).tasks_of(self._pairing.account)
            if not folders:
                raise Missing("There is no folder for tasks.")
            self._known_folder = folders[0]
        return self._known_folder

    def _made(self) -> Engine:
        pairing, crm, folder = self._pairing, self._crm, self._folder()
        outlook = OutlookTasks(
            task_gateway(self._gateway, crm.done_status),
            store=folder.store,
            folder=folder.folder,
            pairing=pairing.id,
            key_of=partial(activity_key, pairing.crm_user),
            now=self._now,
            whose=lambda: whose(pairing, self._state.pairings.all()),
        )
        due = DueSide(crm.side(pairing.crm_user), crm.task_types, self._house.zone)
        return Engine(outlook, due, self._state, self._place, policy=self._policy, now=self._now)

    def _policy(self) -> Policy:
        return task_policy(self._house.policy(), self._crm.task_types)
