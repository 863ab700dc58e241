"""Two PCs of one user: what one did before the other looked, and nothing is doubled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.marks import copy_key
from outlook_crm.sync.match import match
from outlook_crm.sync.postpone import ARRIVES
from outlook_crm.sync.values import Item, Observation

S = FieldName.SUBJECT


@pytest.fixture
def pcs():
    world = TwoSides()
    world.sync()
    other = world.elsewhere(MemoryState())
    other.sync()
    return world, other


def take_turns(*pcs, rounds=4, minutes=6):
    for _ in range(rounds):
        for pc in pcs:
            pc.sync()
            pc.clock.wait(minutes=minutes)


def counts(pc):
    return len(pc.outlook.living), len(pc.crm.living)


def links(pc):
    return {(link.outlook_id, link.crm_id) for link in pc.state.links("p1")}


class TestACopy:
    def test_that_one_pc_recorded_does_not_take_its_deleted_originals_place(self, pcs):
        world, other = pcs
        original = world.crm.user_creates(fields(type="Call"))
        take_turns(*pcs)
        (id_,) = world.outlook.living
        copy = world.outlook.user_copies(id_)
        world.sync()
        world.outlook.user_deletes(id_)
        take_turns(other, world)
        assert counts(world) == (1, 1)
        (record,) = world.crm.living
        assert record != original
        assert links(world) == links(other) == {(copy, record)}

    def test_of_a_copy_is_no_twin_of_it(self, pcs):
        """Where the other PC recorded the first copy this one cannot tell who made it."""
        world, other = pcs
        id_ = world.outlook.user_creates(fields())
        copy = world.outlook.user_copies(id_)
        take_turns(*pcs, rounds=2, minutes=2)
        world.outlook.user_copies(copy)
        take_turns(other, world, rounds=2, minutes=2)
        assert counts(world) == (3, 3)


class TestAnAppointmentThatMovedAway:
    def test_before_the_other_pc_saw_it_is_waited_for(self, pcs):
        world, other = pcs
        id_ = world.outlook.user_creates(fields())
        world.sync()
        world.outlook.user_moves_away(id_)
        take_turns(other, world, rounds=2)
        assert counts(world) == (0, 1)
        world.outlook.user_brings_back(id_)
        take_turns(other, world)
        assert counts(world) == (1, 1)

    def test_and_that_no_pc_knows_is_made_anew_in_the_end(self, pcs):
        """Its record may be all that a lost state left, and nobody waits without end."""
        world, _ = pcs
        world.crm.add({**fields(), FieldName.TYPE: "Call"}, key="of-something-elsewhere")
        world.sync()
        assert counts(world) == (0, 1)
        world.clock.wait(minutes=1 + ARRIVES.total_seconds() // 60)
        world.sync()
        assert counts(world) == (1, 1)


def test_a_record_of_its_own_that_could_not_be_deleted_is_remembered(pcs):
    world, other = pcs
    world.outlook.user_creates(fields())
    world.fuse.mend()
    world.fuse.blow_at(0, other.run)
    world.run()
    world.fuse.mend()
    assert counts(world) == (1, 2)
    world.crm.faults.lose_requests = 1
    take_turns(*pcs, rounds=8)
    assert counts(world) == (1, 1)
    assert links(world) == links(other)


class TestPrivacyThatDiffers:
    @pytest.fixture
    def masked(self, pcs):
        world, other = pcs
        id_ = world.outlook.user_creates(fields("Oncologist", location="Helsinki"))
        take_turns(*pcs)
        world.policy = replace(POLICY, private=PrivateItems.BUSY)
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == POLICY.private_subject
        take_turns(other, world)
        return world, other, id_

    def test_writes_no_mask_into_the_appointment(self, masked):
        world, _, id_ = masked
        assert world.outlook.records[id_].fields[S] == "Oncologist"
        assert world.partner(Side.OUTLOOK, id_).fields[S] == POLICY.private_subject

    def test_and_that_is_loosened_sends_the_content_again(self, masked):
        world, other, id_ = masked
        world.policy = POLICY
        take_turns(other, world)
        for shown in (world.outlook.records[id_], world.partner(Side.OUTLOOK, id_)):
            assert shown.fields[FieldName.LOCATION] == "Helsinki"


def test_a_record_taken_out_for_privacy_by_the_other_pc_is_no_deletion(pcs):
    world, other = pcs
    id_ = world.outlook.user_creates(fields())
    take_turns(*pcs)
    for pc in pcs:
        pc.policy = replace(POLICY, private=PrivateItems.NONE)
    world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
    take_turns(*pcs, rounds=1)
    assert counts(world) == (1, 0)
    for pc in pcs:
        pc.policy = POLICY
    take_turns(other, world)
    assert counts(world) == (1, 1)


class TestAMarkOfTheOtherPc:
    """It names another record for an appointment that this PC has recorded, too."""

    @pytest.fixture
    def named(self, pcs):
        world, _ = pcs
        theirs = world.crm.add({**fields(), FieldName.TYPE: "Meeting"}, key="of-an-earlier-id")
        id_ = world.outlook.user_creates(fields())
        world.sync()
        assert counts(world) == (1, 2)
        world.outlook.records[id_].stamp = theirs.id
        world.outlook.touch(id_)
        return world, id_, theirs

    def test_lets_the_lower_record_stay(self, named):
        world, id_, theirs = named
        take_turns(world, rounds=2, minutes=1)
        assert list(world.crm.living) == [theirs.id]
        assert links(world) == {(id_, theirs.id)}

    def test_makes_no_second_appointment_however_old_that_one_is(self, named):
        world, _, theirs = named
        theirs.created -= timedelta(days=3)
        take_turns(world, rounds=8, minutes=30)
        assert counts(world) == (1, 1)


def test_a_record_that_names_an_appointment_makes_no_other_one(pcs):
    """The other PC took it for a copy of one that this PC never saw."""
    world, _ = pcs
    id_ = world.outlook.user_creates(fields())
    take_turns(world)
    (link,) = world.state.links("p1")
    theirs = world.crm.add({**fields(), FieldName.TYPE: "Meeting"}, key=copy_key(link.key, id_))
    theirs.created -= timedelta(days=1)
    take_turns(world, rounds=8, minutes=30)
    assert len(world.outlook.living) == 1


class TestTheKeys:
    @pytest.fixture
    def item(self, pcs):
        world, _ = pcs

        def made(side: Side, id_: str, key: str, stamp: str | None = None) -> Item:
            now = world.clock.now()
            return Item(side, id_, "1", fields(), now, now, key=key, stamp=stamp)

        return made

    def linked(self, outlook, *records):
        shown = [
            Observation(side, {each.id: each for each in items}, complete=True)
            for side, items in ((Side.OUTLOOK, [outlook]), (Side.CRM, records))
        ]
        matching = match("p1", (), *shown)
        return next(pair.link for pair in matching.pairs)

    def test_of_a_record_that_came_with_a_copy_is_not_its_items(self, item):
        mine = item(Side.OUTLOOK, "o5", "key-5", stamp="r2")
        link = self.linked(mine, item(Side.CRM, "r2", "key-1"))
        assert (link.key, link.keyed) == ("key-5", False)

    def test_of_two_of_one_second_the_lower_number_is_the_older(self, item):
        records = [item(Side.CRM, id_, "key-5") for id_ in ("r10", "r9")]
        link = self.linked(item(Side.OUTLOOK, "o5", "key-5"), *records)
        assert link.crm_id == "r9"


class TestWhatChangesPlaces:
    """An edit is not written to what turned out to belong to something else."""

    def test_among_records(self, pcs):
        world, _ = pcs
        id_ = world.outlook.user_creates(fields())
        world.sync()
        (link,) = world.state.links("p1")
        world.crm.records[link.crm_id].key = "another-items"
        world.crm.add({**fields(), FieldName.TYPE: "Meeting"}, key=link.key)
        world.outlook.user_changes(id_, {S: "Edited"})
        take_turns(world, rounds=2)
        assert world.crm.records[link.crm_id].fields[S] == "Visit"
        assert world.partner(Side.OUTLOOK, id_).fields[S] == "Edited"

    def test_among_appointments(self, pcs):
        world, _ = pcs
        record = world.crm.user_creates(fields(type="Call"))
        world.sync()
        (mine,) = world.outlook.living.values()
        mine.stamp = "another-record"
        world.outlook.touch(mine.id)
        world.outlook.add({**fields(), FieldName.TYPE: "Call"}, stamp=record)
        world.clock.wait(minutes=1)
        world.crm.user_changes(record, {S: "Edited"})
        take_turns(world, rounds=2)
        assert mine.fields[S] == "Visit"
        assert world.partner(Side.CRM, record).fields[S] == "Edited"


def test_an_appointment_that_could_not_be_read_while_another_was_made_stays_the_only_one(pcs):
    """And that other PC did not learn that it had made it."""
    world, other = pcs
    record = world.crm.user_creates(fields(type="Call"))
    other.run()
    (theirs,) = world.outlook.living
    world.outlook.faults.unreadable[theirs] = "No."
    world.outlook.faults.lose_answers = 1
    world.run()
    assert counts(world) == (2, 1)
    world.outlook.faults.unreadable.clear()
    take_turns(*pcs)
    assert counts(world) == (1, 1)
    assert links(world) == links(other) == {(theirs, record)}


def test_a_new_appointment_and_its_copy_are_told_apart_by_whoever_sees_the_copy_alone(pcs):
    world, other = pcs
    id_ = world.outlook.user_creates(fields(type="Call"))
    copy = world.outlook.user_copies(id_)
    other.run(Reason.CHANGED, outlook_ids=frozenset({copy}))
    world.run(Reason.CHANGED, outlook_ids=frozenset({id_}))
    take_turns(*pcs)
    assert counts(world) == (2, 2)
    assert links(world) == links(other)
