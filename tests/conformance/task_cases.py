"""The worlds of tasks: over the gateway in memory, and over the real shim; see task_suite.py."""

from datetime import UTC, date, datetime

from tests.conformance.outlook_cases import key_of
from tests.conformance.task_suite import DONE
from tests.simulation.fake_gateway import STORE, TASKS, FakeGateway

from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.tasks import OutlookTasks, task_gateway
from outlook_crm.sync.ports import Want


def _want(known=None, keys=None):
    start, end = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    return Want(start, end, known or {}, keys or {})


class GatewayWorld:
    """Tasks of the gateway in memory."""

    want = staticmethod(_want)

    def __init__(self):
        self.gateway = FakeGateway()

    def side(self):
        return OutlookTasks(
            task_gateway(self.gateway, DONE),
            store=STORE,
            folder=TASKS,
            pairing="p1",
            key_of=key_of,
            now=self.gateway.now,
        )

    def user_creates(self, **cells):
        self.gateway.wait(minutes=5)
        return self.gateway.make_task(**_texts(cells))

    def user_changes(self, id_, **cells):
        self.gateway.wait(minutes=5)
        self.gateway.edit(id_, **_texts(cells))


class ShimWorld:
    """Tasks of the simulated Outlook.  One may serve many: each begins with no task."""

    want = staticmethod(_want)

    def __init__(self, outlook, gateway):
        self._outlook = outlook
        self._gateway = gateway
        self._folder = next(each for each in profile(gateway).tasks if each.default)
        for item in outlook.appointments("Tasks"):
            outlook.delete(item["EntryID"])

    def side(self):
        return OutlookTasks(
            task_gateway(self._gateway, DONE),
            store=self._folder.store,
            folder=self._folder.folder,
            pairing="p1",
            key_of=key_of,
            now=lambda: datetime.now(UTC),
        )

    def user_creates(self, **cells):
        return self._outlook.create("Tasks", **_texts(cells, "T00:00:00"))

    def user_changes(self, id_, **cells):
        self._outlook.update(id_, **_texts(cells, "T00:00:00"))


def _texts(cells, midnight=""):
    return {
        name: f"{each.isoformat()}{midnight}" if isinstance(each, date) else each
        for name, each in cells.items()
    }
