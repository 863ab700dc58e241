"""The preview says what a run would do, and does nothing."""

from tests.unit.sync.test_unlink import World

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.engine import Ask, Reason
from outlook_crm.sync.values import StepKind

USER = Ask(Reason.USER)


def appointment(world, subject, hour):
    start = world.clock.now().replace(hour=hour)
    return {FieldName.SUBJECT: subject, FieldName.WHEN: Timed(start, start.replace(minute=30))}


def test_it_lists_what_the_run_then_does():
    world = World()
    world.outlook.user_creates(appointment(world, "Visit", 9))
    world.crm.user_creates(appointment(world, "Call", 10))
    wanted = world.engine().preview(USER)
    assert {each.subject for each in wanted.entries} == {"Visit", "Call"}
    assert wanted.counts == {
        (Side.CRM, StepKind.CREATE): 1,
        (Side.OUTLOOK, StepKind.CREATE): 1,
    }
    done = world.engine().run(USER)
    assert dict(done.counts) == dict(wanted.counts)


def test_it_touches_neither_side_nor_the_state():
    world = World()
    world.outlook.user_creates(appointment(world, "Visit", 9))
    for _ in range(3):
        world.engine().preview(USER)
    assert not world.crm.living
    assert not world.state.links("p1")
    assert not world.state.runs("p1")
