"""A thousand items, and all that can happen to a pairing at once: none is made or deleted twice."""

import random
from dataclasses import replace

import pytest
from tests.simulation.clock import Clock
from tests.simulation.machine import LOSSY
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import WrongUser
from outlook_crm.sync.engine import Ask, Engine, Reason
from outlook_crm.sync.values import StepKind

S = FieldName.SUBJECT
ITEMS = 1000


def stocked(count=ITEMS):
    """Half of the items were made on each side; all are linked and at rest."""
    world = TwoSides(crm=LOSSY)
    for n in range(count):
        side = world.calendar(list(Side)[n % 2])
        side.user_creates(fields(f"Item {n:04}", day=n % 28, type="Meeting"))
    for _ in range(count // 200 + 3):
        world.clock.wait(minutes=2)
        world.sync()
    world.forget_writes()
    return world


def made_or_deleted(world):
    kinds = (StepKind.CREATE, StepKind.DELETE)
    return [step for step in world.writes() if step.kind in kinds]


def subjects(world, side):
    return sorted(record.fields[S] for record in world.calendar(side).living.values())


def assert_one_each(world, count=ITEMS):
    assert len(world.state.links("p1")) == count
    assert subjects(world, Side.OUTLOOK) == subjects(world, Side.CRM)
    assert len(world.outlook.living) == count


@pytest.fixture(params=["removed on both sides", "removed by force", "the state lost"])
def unpaired(request):
    world = stocked()
    if request.param == "removed on both sides":
        world.engine.unlink_all()
    world.state.lose()
    world.start()
    return world


def test_pairing_again_doubles_nothing(unpaired):
    for _ in range(8):
        unpaired.clock.wait(minutes=2)
        unpaired.sync()
    assert made_or_deleted(unpaired) == []
    assert_one_each(unpaired)


def test_neither_do_copies_and_moves_in_between():
    world = stocked()
    ids = sorted(world.outlook.living)
    for id_ in ids[:10]:
        world.outlook.user_copies(id_)
    for id_ in ids[10:20]:
        world.outlook.user_moves_away(id_)
    for id_ in ids[20:30]:
        world.outlook.remake(id_)  # moved between data files and back
    world.state.lose()
    world.start()
    for _ in range(8):
        world.clock.wait(minutes=2)
        world.sync()
    # The copies have records of their own.  Those that are away are unknown to a new state:
    # their records look like others that Outlook lacks.
    made = [(step.kind, step.side) for step in made_or_deleted(world)]
    assert made.count((StepKind.CREATE, Side.CRM)) == 10
    assert {kind for kind, _ in made} == {StepKind.CREATE}
    for id_ in ids[10:20]:
        world.outlook.user_brings_back(id_)
    for _ in range(8):
        world.clock.wait(minutes=12)
        world.sync()
    assert {kind for kind, _ in [(s.kind, s.side) for s in made_or_deleted(world)]} == {
        StepKind.CREATE
    }
    assert set(subjects(world, Side.CRM)) == {f"Item {n:04}" for n in range(ITEMS)}


def test_a_migrated_mailbox_makes_and_deletes_nothing():
    world = stocked()
    for id_ in list(world.outlook.living):
        world.outlook.remake(id_)
    for _ in range(3):
        world.clock.wait(minutes=2)
        world.sync()
    assert made_or_deleted(world) == []
    assert_one_each(world)


def test_the_wrong_user_takes_no_step():
    world = stocked(50)
    for id_ in list(world.outlook.living)[:10]:
        world.outlook.user_deletes(id_)
    world.outlook.user_creates(fields("New"))
    world.crm.faults.verify = WrongUser("Another user is logged in.")
    for _ in range(3):
        with pytest.raises(WrongUser):
            world.run(Reason.USER)
        world.clock.wait(minutes=5)
    assert world.writes() == []


class TwoPcs:
    """One mailbox and one user on two PCs, which run as chance has it."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.world = TwoSides()
        self.pcs = [self.world, self.world.elsewhere(MemoryState())]
        self.made = 0

    def make(self):
        side = self.chance.choice([self.world.outlook, self.world.crm])
        side.user_creates(fields(f"Item {self.made:04}", day=self.made % 28, type="Meeting"))
        self.made += 1

    def race(self):
        """In the middle of one PC's run the other does all of its own."""
        one, other = self.chance.sample(self.pcs, 2)
        self.world.fuse.mend()
        self.world.fuse.blow_at(self.chance.randrange(12), other.run)
        one.run()
        self.world.fuse.mend()

    def settle(self, rounds=6):
        """How many items there were after each round."""
        counts = []
        for _ in range(rounds):
            for pc in self.pcs:
                pc.sync()
                self.world.clock.wait(minutes=6)
            counts.append(len(self.world.crm.living))
        return counts


@pytest.mark.parametrize("seed", range(10))
def test_two_pcs_that_run_as_it_happens_make_each_item_once(seed):
    two = TwoPcs(seed)
    for _ in range(30):
        two.make()
        if two.chance.random() < 0.5:
            two.race()
        if two.chance.random() < 0.5:
            two.world.clock.wait(minutes=11)
            for pc in two.chance.sample(two.pcs, 2):
                pc.run()
    two.settle()
    expected = [f"Item {n:04}" for n in range(30)]
    assert subjects(two.world, Side.OUTLOOK) == subjects(two.world, Side.CRM) == expected


def asleep_by_turns(seed, items):
    """What is made while now one PC, now the other is not started for hours or days."""
    two = TwoPcs(seed)
    for _ in range(items):
        two.make()
        if two.chance.random() < 0.7:
            two.race()
        for _ in range(two.chance.randrange(4)):
            two.world.clock.wait(minutes=two.chance.choice([0, 1, 11, 31, 1800]))
            two.chance.choice(two.pcs).run()
    return two


@pytest.mark.parametrize("seed", [*range(8), 22, 49])
def test_two_pcs_of_which_one_sleeps_for_long_multiply_nothing(seed):
    """What both made just before may stay twice; never more, and nothing is lost."""
    two = asleep_by_turns(seed, 6)
    counts = two.settle()
    assert counts[-1] == counts[2] <= 12
    assert subjects(two.world, Side.OUTLOOK) == subjects(two.world, Side.CRM)
    assert set(subjects(two.world, Side.CRM)) == {f"Item {n:04}" for n in range(6)}


@pytest.mark.parametrize(("seed", "items"), [(22, 3), (77, 3), (1, 2), (44, 2), (26, 3)])
def test_what_two_pcs_made_while_their_marks_were_not_written_yet_is_sorted_out(seed, items):
    """Lives in which a link, a key and a mark once named three different partners."""
    assert asleep_by_turns(seed, items).settle()[-1] == items


def test_several_pairings_live_side_by_side():
    """Two calendars of Outlook's, each with a user of the CRM, on one state."""
    clock, state = Clock(), MemoryState()
    worlds = {
        pairing: [MemoryCalendar(side, clock) for side in Side] for pairing in ("own", "team")
    }
    for pairing, (outlook, crm) in worlds.items():
        for n in range(20):
            outlook.user_creates(fields(f"{pairing} {n}", day=n))
            crm.user_creates(fields(f"{pairing} {n} of the CRM", day=n, type="Call"))
    engines = {
        pairing: Engine(
            *(MemorySide(each) for each in calendars),
            state,
            pairing,
            policy=lambda: POLICY,
            now=clock.now,
        )
        for pairing, calendars in worlds.items()
    }
    for _ in range(6):
        clock.wait(minutes=2)
        for engine in engines.values():
            engine.run(Ask(Reason.POLL))
    for pairing, calendars in worlds.items():
        assert len(state.links(pairing)) == 40
        for calendar in calendars:
            assert len(calendar.living) == 40
            assert all(pairing in str(each.fields[S]) for each in calendar.living.values())
    engines["own"].unlink_all()
    assert (len(state.links("own")), len(state.links("team"))) == (0, 40)


def test_nothing_is_written_back_for_500_runs():
    """A CRM that cuts subjects, drops seconds, flattens bodies and trims blanks."""
    world = TwoSides(crm=replace(LOSSY, drops_seconds=True))
    typed = {}
    for n in range(5):
        text = {
            "subject": f" {n} " + "x" * 300,
            "description": f" one\r\n\r\n\ttwo {n}  \r\n",
            "location": f"  Room {n} ",
        }
        id_ = world.outlook.user_creates(fields(**text, day=n))
        typed[id_] = dict(world.outlook.records[id_].fields)
    world.sync()
    world.rest()
    world.forget_writes()
    for n in range(500):
        record = sorted(world.crm.living)[n % 5]
        world.crm.touch(record)
        world.outlook.touch(sorted(world.outlook.living)[n % 5])
        world.clock.wait(minutes=20)
        world.run(Reason.USER)
    assert world.writes() == []
    for id_, content in typed.items():
        shown = world.outlook.records[id_].fields
        assert {name: shown[name] for name in content} == content
