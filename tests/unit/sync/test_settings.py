"""Settings gate steps, never what is read or remembered: what was not sent is sent later."""

from dataclasses import replace

import pytest
from tests.simulation.two_sides import POLICY, TwoSides, fields
from tests.unit.sync.test_deletions import many

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import NO_TYPES, Direction, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.window import Window
from outlook_crm.sync.values import Absence

S = FieldName.SUBJECT
SILENT = Direction(create=NO_TYPES, change=NO_TYPES)
CALLS = Types(frozenset({"Call"}))


def silent_towards(side):
    name = "to_crm" if side is Side.CRM else "to_outlook"
    return replace(POLICY, **{name: SILENT})


@pytest.mark.parametrize("side", Side)
class TestASilentDirection:
    """From ``side`` to the other one nothing goes."""

    def test_sends_nothing_and_the_other_one_does(self, pair, side):
        pair.world.policy = silent_towards(side.other)
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Here"})
        pair.world.calendar(side).user_creates(fields("New", type="Call"))
        pair.world.calendar(side.other).user_changes(
            pair.id_on(side.other), {FieldName.LOCATION: "There"}
        )
        pair.world.sync()
        assert pair.shown(side.other)[S] == "Visit"
        assert len(pair.world.calendar(side.other).living) == 1
        assert pair.shown(side)[FieldName.LOCATION] == "There"

    def test_opened_again_sends_what_waited(self, pair, side):
        pair.world.policy = silent_towards(side.other)
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Here"})
        new = pair.world.calendar(side).user_creates(fields("New", type="Call"))
        pair.world.sync()
        pair.rest()
        pair.world.start()
        pair.world.policy = POLICY
        pair.world.sync()
        assert pair.shown(side.other)[S] == "Here"
        assert pair.world.partner(side, new).fields[S] == "New"

    def test_keeps_a_deletion_to_itself(self, pair, side):
        pair.world.policy = silent_towards(side.other)
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=5)
        assert pair.record(side.other).absence is None
        assert len(pair.world.calendar(side).living) == 0

    def test_does_not_take_its_own_old_value_for_a_change(self, pair, side):
        """The unsent side is newer; nothing of the other side may overwrite it."""
        pair.world.policy = silent_towards(side.other)
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Here"})
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=2)
            pair.world.calendar(side.other).touch(pair.id_on(side.other))
        assert pair.shown(side)[S] == "Here"


class TestTheWindow:
    def test_items_enter_it_as_days_pass(self):
        policy = replace(POLICY, to_crm=Direction(Window(0, 5)), to_outlook=Direction(Window(0, 5)))
        world = TwoSides(policy=policy)
        world.outlook.user_creates(fields("From Outlook", day=6))
        world.crm.user_creates(fields("From the CRM", day=6, type="Call"))
        world.sync()
        assert len(world.outlook.living) == len(world.crm.living) == 1
        world.clock.wait(days=1)
        world.sync()
        assert len(world.outlook.living) == len(world.crm.living) == 2

    def test_items_leave_it_and_nothing_is_sent_or_deleted(self):
        world = many(5)
        for _ in range(40):
            world.clock.wait(days=1)
            world.sync()
        assert world.writes() == []
        assert len(world.state.links("p1")) == 5

    @pytest.mark.parametrize("side", Side)
    def test_the_change_that_leaves_it_is_sent_and_the_next_is_not(self, pair, side):
        far = fields(day=900)[FieldName.WHEN]
        pair.world.calendar(side).user_changes(pair.id_on(side), {FieldName.WHEN: far})
        pair.world.sync()
        assert pair.shown(side.other)[FieldName.WHEN] == far
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Far away"})
        pair.world.sync()
        assert pair.shown(side.other)[S] == "Visit"
        back = fields(day=1)[FieldName.WHEN]
        pair.world.calendar(side).user_changes(pair.id_on(side), {FieldName.WHEN: back})
        pair.world.sync()
        assert pair.shown(side.other)[S] == "Far away"
        assert pair.shown(side.other)[FieldName.WHEN] == back

    def test_wider_it_takes_in_more_on_both_sides(self):
        narrow = replace(POLICY, to_crm=Direction(Window(0, 1)), to_outlook=Direction(Window(0, 1)))
        world = TwoSides(policy=narrow)
        world.outlook.user_creates(fields("From Outlook", day=5))
        world.crm.user_creates(fields("From the CRM", day=5, type="Call"))
        world.sync()
        assert world.state.links("p1") == []
        world.policy = POLICY
        world.sync()
        assert len(world.state.links("p1")) == 2

    @pytest.mark.parametrize("side", Side)
    def test_a_deletion_outside_it_is_kept_to_itself(self, pair, side):
        pair.world.clock.wait(days=100)
        pair.world.sync()
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=5)
        assert pair.record(side.other).absence is None


class TestTypes:
    def test_an_item_starts_and_stops_with_its_type_and_nothing_is_deleted(self):
        calls = Direction(create=CALLS, change=CALLS)
        world = TwoSides(policy=Policy(to_crm=calls, to_outlook=calls))
        id_ = world.outlook.user_creates(fields("A", type="Visit"))
        world.sync()
        assert not world.crm.living
        world.outlook.user_changes(id_, {FieldName.TYPE: "Call"})
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        world.outlook.user_changes(id_, {FieldName.TYPE: "Visit"})
        world.sync()
        assert record.fields[FieldName.TYPE] == "Visit"
        world.outlook.user_changes(id_, {S: "B"})
        world.sync()
        assert record.fields[S] == "A"
        assert record.absence is None

    def test_chosen_empty_is_never_sent_whatever_the_default(self):
        world = TwoSides()
        id_ = world.outlook.user_creates(fields("A", type=None))
        world.sync()
        assert not world.crm.living
        world.outlook.user_changes(id_, {FieldName.TYPE: "Call"})
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[FieldName.TYPE] == "Call"

    def test_one_whose_type_cannot_be_read_is_not_given_the_default(self):
        world = TwoSides()
        id_ = world.outlook.user_creates(fields("A", type="Secret"))
        world.outlook.faults.unreadable_fields[id_] = {FieldName.TYPE}
        world.sync()
        assert not world.crm.living
        world.outlook.faults.unreadable_fields.clear()
        world.outlook.touch(id_)
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[FieldName.TYPE] == "Secret"

    def test_one_of_which_something_else_cannot_be_read_is_synchronised_without_that(self):
        """A description that is too long to be read, say."""
        world = TwoSides()
        id_ = world.outlook.user_creates(fields("A", description="Long"))
        world.outlook.faults.unreadable_fields[id_] = {FieldName.DESCRIPTION}
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        assert (record.fields[S], record.fields[FieldName.DESCRIPTION]) == ("A", None)
        assert record.fields[FieldName.TYPE] == world.policy.default_type
        world.outlook.faults.unreadable_fields.clear()
        world.outlook.user_changes(id_, {FieldName.DESCRIPTION: "Short"})
        world.sync()
        assert record.fields[FieldName.DESCRIPTION] == "Short"

    def test_without_a_default_only_what_has_a_type_goes(self):
        world = TwoSides(policy=Policy())
        world.outlook.user_creates(fields("Untyped"))
        world.outlook.user_creates(fields("Typed", type="Call"))
        report = world.sync()
        assert [record.fields[S] for record in world.crm.living.values()] == ["Typed"]
        assert report.skipped == {"has no activity type": 1}

    def test_a_description_that_cannot_be_read_is_not_wiped(self, pair):
        pair.world.crm.user_changes(pair.crm, {FieldName.DESCRIPTION: "Notes"})
        pair.world.sync()
        pair.world.outlook.faults.unreadable_fields[pair.outlook] = {FieldName.DESCRIPTION}
        pair.world.outlook.user_changes(pair.outlook, {S: "Changed"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[FieldName.DESCRIPTION] == "Notes"
        assert pair.shown(Side.CRM)[S] == "Changed"
        assert pair.record(Side.CRM).absence is not Absence.DELETED


def test_a_type_chosen_again_after_the_record_was_deleted_makes_it_anew(pair):
    kind = pair.shown(Side.CRM)[FieldName.TYPE]
    pair.world.outlook.user_changes(pair.outlook, {FieldName.TYPE: None})
    pair.world.crm.user_deletes(pair.crm)
    pair.world.sync()
    assert pair.record(Side.OUTLOOK).absence is None
    pair.world.outlook.user_changes(pair.outlook, {FieldName.TYPE: kind})
    pair.world.sync()
    assert pair.record(Side.OUTLOOK).absence is None
    assert len(pair.world.crm.living) == 1
