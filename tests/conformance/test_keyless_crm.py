"""Two PCs and a CRM over HTTP that has no field for the key."""

from datetime import timedelta

import pytest
from tests.conformance.crm_cases import CrmWorld, log_in
from tests.crm_server.process import CrmServer
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState
from tests.simulation.pc import RealTime

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.engine import Ask, Engine, Reason

POLICY = Policy(default_type="Meeting")


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


@pytest.fixture
def world(server):
    world = CrmWorld(server)
    server.turn(outlook_key=False)
    yield world
    world.close()


class Pc:
    """One user's PC: its own session, state and engine, and the mailbox that all share."""

    def __init__(self, server, outlook):
        self.session = log_in(server)
        self.state = MemoryState()
        self.crm = self.session.side(self.session.user.id)
        self.engine = Engine(
            MemorySide(outlook),
            self.crm,
            self.state,
            "p1",
            policy=lambda: POLICY,
            now=outlook.clock.now,
        )

    def run(self, *ids):
        return self.engine.run(Ask(Reason.POLL, frozenset(ids) if ids else None))


@pytest.fixture
def outlook():
    return MemoryCalendar(Side.OUTLOOK, RealTime())


@pytest.fixture
def pcs(server, world, outlook):
    pcs = [Pc(server, outlook) for _ in range(2)]
    for pc in pcs:
        assert not pc.crm.capabilities.keeps_key
        pc.run()
    yield pcs
    for pc in pcs:
        pc.session.close()


def lunch(outlook):
    start = outlook.clock.now().replace(second=0, microsecond=0) + timedelta(hours=30)
    when = Timed(start, start + timedelta(hours=1), "Europe/Berlin")
    return outlook.user_creates({FieldName.SUBJECT: "Lunch", FieldName.WHEN: when})


def subjects(server):
    return [each["subject"] for each in server.activities() if each["subject"] != "Old"]


def test_what_an_event_tells_both_of_is_made_once(server, outlook, pcs):
    new = lunch(outlook)
    for pc in pcs:
        pc.run(new)
    assert subjects(server) == ["Lunch"]
    for pc in pcs:
        pc.run()
    assert subjects(server) == ["Lunch"]
    assert {pc.state.links("p1")[0].outlook_id for pc in pcs} == {new}


def test_a_lost_state_finds_it_by_its_content(server, outlook, pcs):
    new = lunch(outlook)
    pcs[0].run(new)
    again = Pc(server, outlook)
    again.run()
    again.session.close()
    assert subjects(server) == ["Lunch"]
    assert [link.outlook_id for link in again.state.links("p1")] == [new]
