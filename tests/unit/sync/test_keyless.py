"""A CRM that has no place for a key: nothing is doubled, and nothing is wrongly joined."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conformance.cases import meeting
from tests.conformance.side_series import MONDAYS, WEEKLY_RULE
from tests.simulation.machine import KEYLESS
from tests.simulation.memory_state import MemoryState
from tests.simulation.series_world import POLICY, SeriesWorld
from tests.simulation.two_sides import TwoSides, fields
from tests.unit.sync.test_deletions import many

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import StepKind

S, L = FieldName.SUBJECT, FieldName.LOCATION


@pytest.fixture
def world():
    world = TwoSides(crm=KEYLESS)
    world.sync()
    return world


def made_or_deleted(world):
    return [each for each in world.writes() if each.kind in (StepKind.CREATE, StepKind.DELETE)]


class TestPairedAgain:
    @pytest.fixture
    def paired(self):
        world = many(60, crm=KEYLESS)
        world.rest()
        return world

    def again(self, world):
        world.forget_writes()
        world.state.lose()
        world.start()
        world.sync()
        world.rest()

    def test_with_the_marks_taken_off_all_are_found_by_content(self, paired):
        paired.engine.unlink_all()
        self.again(paired)
        assert made_or_deleted(paired) == []
        assert len(paired.state.links("p1")) == 60

    def test_by_force_what_changed_meanwhile_is_found_by_its_mark(self, paired):
        first, second, *_ = paired.outlook.living
        record = paired.linked(Side.OUTLOOK, second).crm_id
        paired.outlook.user_changes(first, {S: "Changed here"})
        paired.crm.user_changes(record, {S: "Changed there"})
        self.again(paired)
        assert made_or_deleted(paired) == []
        assert paired.partner(Side.OUTLOOK, first).fields[S] == "Changed here"
        assert paired.outlook.records[second].fields[S] == "Changed there"

    def test_equal_meetings_each_get_a_record_of_their_own(self, world):
        for _ in range(3):
            world.outlook.user_creates(fields("Lunch"))
        world.sync()
        self.again(world)
        assert made_or_deleted(world) == []
        assert len({link.crm_id for link in world.state.links("p1")}) == 3

    def test_equal_ones_of_different_types_keep_them(self, world):
        types = ["Call", "Visit", "Meeting"]
        made = [world.outlook.user_creates(fields("Lunch", type=each)) for each in types]
        world.sync()
        records = [world.partner(Side.OUTLOOK, id_).id for id_ in made]
        for age, id_ in enumerate(records):  # the CRM's are met in another order
            world.crm.records[id_].created -= timedelta(days=age)
        self.again(world)
        assert [world.linked(Side.OUTLOOK, id_).crm_id for id_ in made] == records
        assert world.crm_side.writes == []


@pytest.mark.parametrize("hours", [-3, 0, 3])
def test_a_lost_answer_is_found_by_what_was_sent_whatever_the_clocks_say(world, hours):
    world.crm.skew = timedelta(hours=hours)
    id_ = world.outlook.user_creates(fields("A"))
    world.crm.faults.lose_answers = 1
    world.run()
    world.outlook.user_changes(id_, {S: "B"})
    world.sync()
    world.rest()
    assert [each.fields[S] for each in world.crm.living.values()] == ["B"]
    assert len(world.outlook.living) == 1


class TestTwoPcs:
    """One mailbox, one CRM user, two engines with a state of their own."""

    @pytest.fixture
    def other(self, world):
        """The state of the second PC, which has run once."""
        state = MemoryState()
        world.elsewhere(state).sync()
        return state

    def take_turns(self, world, other, rounds=6):
        for _ in range(rounds):
            for state in (world.state, other):
                world.start(state)
                world.sync()
                world.clock.wait(minutes=6)

    def test_an_event_that_both_are_told_of_makes_one_record(self, world, other):
        new = world.outlook.user_creates(fields("Both"))
        for state in (world.state, other):
            world.start(state)
            world.sync(outlook_ids=frozenset({new}))
            world.clock.wait(seconds=5)
        assert len(world.crm.living) == 1
        self.take_turns(world, other)
        assert len(world.crm.living) == len(world.outlook.living) == 1

    def test_that_made_a_record_at_once_end_with_the_older(self, world, other):
        id_ = world.outlook.user_creates(fields("Both"))
        world.start(other)
        # Between the first PC's look and its write the second one does all of its own run.
        world.fuse.blow_at(2, world.run)
        world.elsewhere(world.state).run()
        assert len(world.crm.living) == 2
        self.take_turns(world, other)
        [record] = world.crm.living.values()
        assert record.id == min(world.crm.records)
        for state in (world.state, other):
            [link] = state.links("p1")
            assert (link.outlook_id, link.crm_id) == (id_, record.id)

    @pytest.mark.parametrize("hours", [-3, 3])
    def test_wait_for_each_other_whatever_the_clocks_say(self, world, other, hours):
        world.crm.skew = timedelta(hours=hours)
        world.outlook.user_creates(fields("Both"))
        world.start(other)
        world.fuse.blow_at(2, world.run)
        world.elsewhere(world.state).run()
        for _ in range(3):
            world.sync()
            world.clock.wait(minutes=6)
        self.take_turns(world, other)
        assert len(world.crm.living) == len(world.outlook.living) == 1

    def test_that_made_several_equal_ones_at_once_end_with_as_many(self, world, other):
        for _ in range(3):
            world.outlook.user_creates(fields("Lunch"))
        world.start(other)
        world.fuse.blow_at(2, world.run)
        world.elsewhere(world.state).run()
        assert len(world.crm.living) > 3
        self.take_turns(world, other)
        assert len(world.crm.living) == len(world.outlook.living) == 3
        records = [{link.crm_id for link in state.links("p1")} for state in (world.state, other)]
        assert records == [set(world.crm.living)] * 2

    def test_that_recorded_a_copy_at_once_end_with_one_of_it(self, world, other):
        id_ = world.outlook.user_creates(fields("Both"))
        self.take_turns(world, other)
        world.outlook.user_copies(id_)
        world.start(other)
        world.fuse.blow_at(2, world.run)
        world.elsewhere(world.state).run()
        assert len(world.crm.living) == 3
        self.take_turns(world, other, rounds=8)
        assert len(world.crm.living) == len(world.outlook.living) == 2

    def test_both_of_which_make_a_deleted_record_anew_make_one(self, world, other):
        """It was deleted in the CRM, but changed in Outlook: a change stays."""
        id_ = world.outlook.user_creates(fields("Both"))
        self.take_turns(world, other)
        world.outlook.user_changes(id_, {L: "Hall"})
        world.crm.user_deletes(world.partner(Side.OUTLOOK, id_).id)
        self.take_turns(world, other)
        [record] = world.crm.living.values()
        assert record.fields[L] == "Hall"
        assert len(world.outlook.living) == 1

    def test_a_record_made_by_hand_soon_after_is_an_item_of_its_own_in_the_end(self, world):
        world.outlook.user_creates(fields("Lunch"))
        world.sync()
        world.crm.user_creates(fields("Lunch", type="Meeting"))
        world.sync()
        assert len(world.outlook.living) == 1
        for _ in range(4):
            world.clock.wait(minutes=11)
            world.sync()
        assert len(world.outlook.living) == len(world.crm.living) == 2

    def test_one_made_by_hand_that_shows_something_else_is_one_at_once(self, world):
        world.outlook.user_creates(fields("Lunch", location="Here"))
        world.sync()
        world.crm.user_creates(fields("Lunch", type="Meeting", location="There"))
        world.sync()
        assert len(world.outlook.living) == 2


class TestSeries:
    """Occurrences carry no mark at all."""

    @pytest.fixture
    def world(self):
        return SeriesWorld(KEYLESS)

    def lose(self, world):
        world.sync()
        world.rest()
        world.crm_side.writes.clear()
        world.start(MemoryState())
        world.sync()
        world.rest()

    def test_are_found_again_when_the_state_is_lost(self, world):
        series = world.user_makes_series(meeting("Week"), **WEEKLY_RULE)
        guests = meeting("Guests", day=10)
        world.user_changes_occurrence(series, MONDAYS[1], guests)
        self.lose(world)
        assert len(world.dates()) == len(MONDAYS)
        assert not made_by(world)
        assert list(world.gateway.items[series]["series"].exceptions) == ["2026-03-09"]

    def test_that_are_private_are_found_by_what_the_crm_may_know(self, world):
        world.policy = replace(POLICY, private=PrivateItems.BUSY)
        secret = meeting("Oncologist") | {FieldName.SENSITIVITY: "private"}
        world.user_makes_series(secret, **WEEKLY_RULE)
        self.lose(world)
        assert len(world.dates()) == len(MONDAYS)
        assert not made_by(world)

    def test_two_equal_ones_stay_two(self, world):
        for _ in range(2):
            world.user_makes_series(meeting("Week"), **WEEKLY_RULE)
        self.lose(world)
        assert len(world.dates()) == 2 * len(MONDAYS)
        assert not made_by(world)


def made_by(world):
    return [step for step in world.crm_side.writes if step.kind is not StepKind.UPDATE]
