"""Two Outlook items with one mark: which of two PCs gives way, and what is a copy."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.twins import AWAY, WAITS, Twin, judge
from outlook_crm.sync.values import Absence, Role

S = FieldName.SUBJECT


@pytest.fixture
def race():
    """One PC's look at a new record, in whose midst the other makes its appointment."""
    world = TwoSides()
    world.sync()
    other = world.elsewhere(MemoryState())
    assert other.state is not world.state
    other.sync()
    world.record = world.crm.user_creates(fields(type="Call"))
    world.fuse.mend()
    world.fuse.blow_at(2, other.run)
    world.run()
    world.fuse.mend()
    assert len(world.outlook.living) == 2
    return world, other


def take_turns(*pcs, rounds=4, minutes=6):
    for _ in range(rounds):
        for pc in pcs:
            pc.sync()
            pc.clock.wait(minutes=minutes)


def test_the_elder_stays_on_both_and_its_maker_keeps_it(race):
    elder = min(race[0].outlook.living)
    take_turns(*race)
    assert list(race[0].outlook.living) == [elder]
    assert len(race[0].crm.living) == 1
    for pc in race:
        (link,) = pc.state.links("p1")
        assert (link.outlook_id, link.crm_id) == (elder, race[0].record)


def test_the_elder_stays_also_when_it_gets_another_id(race):
    world, _ = race
    heir = world.outlook.remake(min(world.outlook.living))
    world.outlook.records[heir].created -= timedelta(seconds=1)
    take_turns(*race)
    assert len(world.outlook.living) == len(world.crm.living) == 1


def test_one_that_was_away_still_has_a_maker(race):
    world, _ = race
    younger = max(world.outlook.living)
    world.outlook.user_moves_away(younger)
    take_turns(*race, rounds=1)
    world.outlook.user_brings_back(younger)
    take_turns(*race)
    assert len(world.outlook.living) == len(world.crm.living) == 1


def test_one_that_stays_away_is_not_waited_for_for_ever(race):
    world, _ = race
    elder, younger = sorted(world.outlook.living)
    world.outlook.user_moves_away(younger)
    take_turns(*race, minutes=11)
    for pc in race:
        assert pc.linked(Side.CRM, world.record).outlook_id == elder


def test_an_edit_on_the_one_that_goes_is_kept(race):
    world, _ = race
    younger = max(world.outlook.living)
    world.outlook.user_changes(younger, {S: "Edited"})
    take_turns(*race)
    (left,) = world.outlook.living.values()
    (record,) = world.crm.living.values()
    assert left.fields[S] == record.fields[S] == "Edited"


def test_one_that_nobody_gives_way_for_becomes_an_item_of_its_own_once():
    world = TwoSides()
    id_ = world.crm.user_creates(fields(type="Call"))
    world.sync()
    (mine,) = world.outlook.living
    # A PC that is never started again.
    theirs = world.outlook.add({**fields(), FieldName.TYPE: "Call"}, stamp=id_)
    for _ in range(3):
        world.clock.wait(minutes=20)
        world.sync()
    assert len(world.crm.living) == 1
    for _ in range(4):
        world.clock.wait(hours=20)
        world.sync()
    assert len(world.crm.living) == len(world.outlook.living) == 2
    assert world.linked(Side.OUTLOOK, mine).crm_id == id_
    assert world.linked(Side.OUTLOOK, theirs.id) is not None


@pytest.mark.parametrize(("runs", "left"), [(1, 1), (2, 2), (4, 2)])
def test_a_mark_that_names_another_record_is_the_other_pcs_later_word(race, runs, left):
    """The elder's maker waited in vain and made records of both; then the other one wakes."""
    world, other = race
    world.clock.wait(hours=20)
    other.run()
    world.clock.wait(hours=20)
    for _ in range(runs):  # the first makes the record, the others say so on both
        other.run()
        world.clock.wait(minutes=1)
    counts = []
    for _ in range(4):
        take_turns(*race, rounds=1)
        counts.append((len(world.outlook.living), len(world.crm.living)))
    assert counts[0] == counts[-1]
    assert counts[-1] == (left, left)
    both = [{(link.outlook_id, link.crm_id) for link in pc.state.links("p1")} for pc in race]
    assert both[0] == both[1]
    assert world.sync().counts == other.sync().counts == {}


class TestTheVerdict:
    @pytest.fixture
    def told(self):
        world = TwoSides()
        id_ = world.crm.user_creates(fields(type="Call"))
        world.sync()
        (item,) = (world.outlook.item(record) for record in world.outlook.living.values())
        return world.linked(Side.CRM, id_), item, world.clock.now()

    def verdict(self, told, ours=None, **theirs):
        link, item, now = told
        later = theirs.pop("later", timedelta(0))
        other = replace(item, id="outlook-0", key="other", **theirs)
        return judge(link, replace(item, **(ours or {})), other, now + later)

    def test_the_elder_stays(self, told):
        assert self.verdict(told) is Twin.YIELD  # of the same second the lower id
        younger = told[1].created + timedelta(seconds=1)
        assert self.verdict(told, created=younger) is Twin.WAIT

    def test_an_edit_travels_before_its_item_goes(self, told):
        assert self.verdict(told, ours={"version": "edited"}) is Twin.WAIT

    def test_a_meeting_is_never_the_one_to_go(self, told):
        assert self.verdict(told, ours={"role": Role.ORGANISER}) is Twin.WAIT

    def test_what_was_made_much_later_is_a_copy(self, told):
        assert self.verdict(told, created=told[1].created + timedelta(hours=1)) is Twin.NEW

    def test_nobody_is_waited_for_without_end(self, told):
        younger = told[1].created + timedelta(seconds=1)
        waited = WAITS + timedelta(minutes=1)
        assert self.verdict(told, created=younger, later=waited) is Twin.NEW

    def test_another_mark_on_ours_goes_before_all(self, told):
        assert self.verdict(told, ours={"stamp": "99"}) is Twin.SWAP

    def test_one_that_cannot_be_seen_gives_no_way(self, told):
        link, item, now = told
        late = now + AWAY + timedelta(minutes=1)
        verdicts = {absence: judge(link, absence, item, late) for absence in Absence}
        assert verdicts.pop(Absence.MOVED) is Twin.SWAP
        assert set(verdicts.values()) == {Twin.WAIT}

    def test_what_the_user_made_has_no_twin(self, told):
        link, item, now = told
        assert judge(replace(link, born=Side.OUTLOOK), item, item, now) is Twin.NEW


def test_an_item_that_cannot_be_read_is_not_judged(race):
    world, other = race
    for id_ in world.outlook.living:
        world.outlook.faults.unreadable[id_] = "Locked."
    take_turns(*race, rounds=2)
    assert len(world.crm.living) == 1
    assert all(each.absence is not Absence.DELETED for each in world.outlook.records.values())
    world.outlook.faults.unreadable.clear()
    take_turns(*race)
    assert len(other.outlook.living) == 1


def test_a_copy_in_the_crm_that_another_pc_made_in_outlook_is_met_there():
    """The copy has its original's key, and is nobody's double: an appointment names it."""
    world = TwoSides()
    world.outlook.user_creates(fields())
    world.sync()
    other = world.elsewhere(MemoryState())
    other.sync()
    (record,) = world.crm.living
    world.crm.user_copies(record)
    take_turns(world, other, rounds=6, minutes=9)
    assert len(world.crm.living) == len(world.outlook.living) == 2
    for pc in (world, other):
        assert len(pc.state.links("p1")) == 2
