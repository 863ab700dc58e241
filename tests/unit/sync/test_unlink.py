"""Removing a pairing: the marks go from both sides, the items stay, a crash is taken up."""

import pytest
from tests.simulation.clock import Clock
from tests.simulation.fuse import Crash, Fuse
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.errors import Unreachable
from outlook_crm.sync.engine import Ask, Engine, Reason


class World:
    def __init__(self):
        self.clock = Clock()
        self.outlook = MemoryCalendar(Side.OUTLOOK, self.clock)
        self.crm = MemoryCalendar(Side.CRM, self.clock)
        self.fuse = Fuse()
        self.state = MemoryState(self.fuse)

    def engine(self, pairing="p1"):
        return Engine(
            MemorySide(self.outlook, self.fuse),
            MemorySide(self.crm, self.fuse),
            self.state,
            pairing,
            policy=lambda: Policy(default_type="Meeting"),
            now=self.clock.now,
        )

    def synchronise(self, pairing="p1"):
        for _ in range(3):
            self.clock.wait(minutes=2)
            self.engine(pairing).run(Ask(Reason.USER))

    def marks(self):
        stamps = {each.stamp for each in self.outlook.living.values()}
        keys = {each.key for each in self.crm.living.values()}
        return stamps | keys


@pytest.fixture
def world():
    world = World()
    for hour in range(8, 13):
        start = world.clock.now().replace(hour=hour)
        world.outlook.user_creates(
            {
                FieldName.SUBJECT: f"Visit at {hour}",
                FieldName.WHEN: Timed(start, start.replace(minute=30)),
            }
        )
    world.synchronise()
    assert len(world.crm.living) == 5
    return world


def test_every_mark_goes_and_every_item_stays(world):
    world.engine().unlink_all()
    assert world.marks() <= {None, ""}
    assert not world.state.links("p1")
    assert (len(world.outlook.living), len(world.crm.living)) == (5, 5)


def test_pairing_again_doubles_nothing(world):
    world.engine().unlink_all()
    world.synchronise("p2")
    assert len(world.state.links("p2")) == 5
    assert (len(world.outlook.living), len(world.crm.living)) == (5, 5)


def test_pairing_again_after_a_forced_removal_doubles_nothing(world):
    world.state.lose()
    world.synchronise("p2")
    assert len(world.state.links("p2")) == 5
    assert (len(world.outlook.living), len(world.crm.living)) == (5, 5)


def test_a_crm_out_of_reach_is_told_and_nothing_is_forgotten(world):
    world.crm.faults.lose_requests = 99
    with pytest.raises(Unreachable):
        world.engine().unlink_all()
    assert len(world.state.links("p1")) == 5


def test_a_crash_anywhere_is_taken_up(world):
    for place in range(100):
        world.fuse.mend()
        world.fuse.blow_at(place)
        try:
            world.engine().unlink_all()
        except Crash:
            continue
        break
    assert world.marks() <= {None, ""}
    assert (len(world.outlook.living), len(world.crm.living)) == (5, 5)
