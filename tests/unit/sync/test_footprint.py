"""A run over many items holds what it has still to do, and not what it has done."""

import gc

from tests.simulation.two_sides import PAIRING, fields

from outlook_crm.domain.side import Side
from outlook_crm.sync.engine import Ask, Engine, Reason
from outlook_crm.sync.values import Item

MANY = 40


def test_a_first_run_lets_go_of_each_record_that_it_has_made(world):
    for number in range(MANY):
        world.outlook.user_creates(fields(f"Visit {number}", day=number))
    held = []

    def look(_):
        items = (each for each in gc.get_objects() if isinstance(each, Item))
        held.append(sum(each.side is Side.CRM for each in items))

    engine = Engine(
        world.outlook_side,
        world.crm_side,
        world.state,
        PAIRING,
        policy=lambda: world.policy,
        now=world.clock.now,
        progress=look,
    )
    engine.run(Ask(Reason.START))
    assert len(world.crm.living) == len(held) == MANY
    assert max(held) - held[0] <= 1  # other tests may have left some
