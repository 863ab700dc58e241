"""An engine between the Outlook adapter, over a gateway in memory, and a CRM in memory."""

from tests.conformance.outlook_cases import OutlookWorld
from tests.simulation.clock import Clock
from tests.simulation.memory_calendar import CRM, Habits, MemoryCalendar
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.engine import Ask, Engine, Reason

PAIRING = "p1"
POLICY = Policy(default_type="Meeting")
_RUNS = 12


class SeriesWorld(OutlookWorld):
    """A user's Outlook with series in it, and the CRM it is kept in step with.

    The clock is the gateway's; it begins on 1 March 2026.
    """

    def __init__(self, crm: Habits = CRM) -> None:
        super().__init__()
        self.clock = Clock(self.gateway.time)
        self.crm = MemoryCalendar(Side.CRM, self.clock, crm)
        self.state = MemoryState()
        self.policy = POLICY
        self.start()

    def start(self, state: MemoryState | None = None) -> None:
        """A new engine, as after a restart, or on another PC with another state."""
        self.crm_side = MemorySide(self.crm)
        self.engine = Engine(
            self.side(),
            self.crm_side,
            state or self.state,
            PAIRING,
            policy=lambda: self.policy,
            now=self.gateway.now,
        )

    def sync(self, **ask):
        """A run, and those that it asks for; answers the last report."""
        report = self._run(Reason.POLL, **ask)
        for _ in range(_RUNS):
            if report.again_at is None:
                return report
            self.gateway.time = max(self.gateway.time, report.again_at)
            report = self._run(Reason.AGAIN)
        return report

    def rest(self) -> None:
        """Long enough for marks, and what they lead to."""
        for _ in range(3):
            self.gateway.wait(minutes=5)
            self.sync()

    def records(self) -> dict[str, str]:
        """The CRM's living records: ids by date and subject."""
        return {
            f"{_start(item):%m-%d} {item.fields[FieldName.SUBJECT]}": id_
            for id_, item in self._living().items()
        }

    def dates(self) -> list[str]:
        """When the CRM's living records are, in order."""
        return sorted(f"{_start(item):%m-%d %H:%M}" for item in self._living().values())

    def crm_fields(self, record: str):
        """What the CRM holds of a record."""
        return self._living()[record].fields

    def _living(self):
        observation = MemorySide(self.crm).observe(self.want())
        return observation.items

    def _run(self, reason, **ask):
        self.clock.time = self.gateway.time
        return self.engine.run(Ask(reason, **ask))


def _start(item):
    when = item.fields[FieldName.WHEN]
    return when.start if isinstance(when, Timed) else when.first
