"""An absence is not a deletion; a deletion needs two proofs, comes last, and is held when many."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Guard, PrivateItems, Released
from outlook_crm.domain.side import Side
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.plan import MANY
from outlook_crm.sync.reconcile import BETWEEN_PASSES
from outlook_crm.sync.steps import LOST, RELEASED, no_deletion
from outlook_crm.sync.values import Absence, Role, StepKind

S = FieldName.SUBJECT


@pytest.mark.parametrize("side", Side)
class TestTwoPasses:
    def test_the_first_writes_nothing_and_asks_for_the_second(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        report = pair.world.run()
        assert pair.world.writes() == []
        assert timedelta(seconds=2) <= report.again_at - pair.world.clock.now()
        assert report.again_at - pair.world.clock.now() <= timedelta(seconds=10)

    def test_the_second_deletes(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        report = pair.world.sync()
        assert pair.record(side.other).absence is Absence.DELETED
        assert report.counts == {(side.other, StepKind.DELETE): 1}
        assert pair.world.state.links("p1") == []

    def test_a_second_one_that_comes_too_soon_does_not_count(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.run()
        pair.world.clock.wait(seconds=BETWEEN_PASSES.total_seconds() - 0.5)
        pair.world.run()
        assert pair.record(side.other).absence is None

    def test_a_clock_set_right_in_between_delays_the_second_by_one_pass(self, pair, side):
        """What was noted a day ahead is not waited for, and nobody asks again every moment."""
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.clock.wait(days=1)
        pair.world.run()
        pair.world.clock.wait(days=-1)
        pair.world.sync()
        assert pair.record(side.other).absence is Absence.DELETED
        assert len(pair.world.reports) == 3

    def test_an_incomplete_pass_proves_nothing(self, pair, side):
        calendar = pair.world.calendar(side)
        calendar.user_deletes(pair.id_on(side))
        pair.world.run()
        pair.world.clock.wait(minutes=1)
        calendar.faults.partial = True
        calendar.faults.hidden = {pair.id_on(side)}
        report = pair.world.run()
        assert not report.complete
        assert pair.record(side.other).absence is None

    def test_neither_does_an_incomplete_one_of_the_other_side(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.run()
        pair.world.clock.wait(minutes=1)
        pair.world.calendar(side.other).faults.partial = True
        pair.world.run()
        assert pair.record(side.other).absence is None

    def test_what_comes_back_in_between_stays(self, pair, side):
        calendar = pair.world.calendar(side)
        calendar.user_deletes(pair.id_on(side))
        pair.world.run()
        calendar.user_brings_back(pair.id_on(side))
        pair.world.clock.wait(minutes=1)
        pair.world.run()
        calendar.user_deletes(pair.id_on(side))
        pair.world.clock.wait(minutes=1)
        pair.world.run()
        assert pair.record(side.other).absence is None
        pair.world.sync()
        assert pair.record(side.other).absence is Absence.DELETED

    def test_a_restart_in_between_changes_nothing(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        report = pair.world.run()
        pair.world.start()
        pair.world.clock.time = report.again_at
        pair.world.run(Reason.AGAIN)
        assert pair.record(side.other).absence is Absence.DELETED


@pytest.mark.parametrize("side", Side)
class TestAgainstAChange:
    def test_the_change_stays_and_the_item_is_made_anew(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.calendar(side.other).user_changes(pair.id_on(side.other), {S: "Still on"})
        pair.world.sync()
        [record] = pair.world.calendar(side).living.values()
        assert record.fields[S] == "Still on"
        assert pair.record(side.other).absence is None
        pair.rest()
        assert pair.world.writes() == []

    def test_a_change_between_the_passes_stays_too(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.run()
        pair.world.calendar(side.other).user_changes(pair.id_on(side.other), {S: "Still on"})
        pair.world.clock.wait(minutes=1)
        pair.world.run()
        assert pair.record(side.other).absence is None
        assert len(pair.world.calendar(side).living) == 1

    def test_a_change_just_before_the_write_stays_too(self, pair, side):
        there = pair.world.calendar(side.other)
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.clock.time = pair.world.run().again_at
        edit = {S: "Still on"}
        pair.world.fuse.blow_at(2, lambda: there.user_changes(pair.id_on(side.other), edit))
        pair.world.sync()
        assert pair.record(side.other).absence is None
        assert pair.record(side.other).fields[S] == "Still on"

    def test_on_both_sides_the_link_is_forgotten(self, pair, side):
        for each in Side:
            pair.world.calendar(each).user_deletes(pair.id_on(each))
        pair.world.run()
        assert pair.world.state.links("p1") == []
        assert pair.world.writes() == []


class TestAnAbsence:
    @pytest.mark.parametrize("absence", [each for each in Absence if each is not Absence.DELETED])
    @pytest.mark.parametrize("side", Side)
    def test_of_any_other_kind_deletes_nothing_ever(self, pair, side, absence):
        pair.world.calendar(side).vanish(pair.id_on(side), absence)
        for _ in range(4):
            pair.world.run()
            pair.world.clock.wait(hours=5)
        assert pair.world.writes() == []
        assert len(pair.world.state.links("p1")) == 1

    def test_in_outlook_without_a_trace_needs_attention(self, pair):
        pair.world.outlook.vanish(pair.outlook, Absence.LOST)
        for _ in range(2):
            report = pair.world.run()
            assert [entry.reason for entry in report.trouble] == [LOST]
            pair.world.clock.wait(minutes=5)

    def test_in_outlook_without_a_trace_is_no_trouble_once_its_days_are_over(self, pair):
        """Outlook archives what is old."""
        pair.world.clock.wait(days=pair.world.policy.to_crm.window.history_days + 2)
        pair.world.outlook.vanish(pair.outlook, Absence.LOST)
        report = pair.world.sync()
        assert not report.trouble
        assert pair.record(Side.CRM).absence is None

    def test_of_a_record_given_to_a_colleague_is_held(self, pair):
        pair.world.crm.vanish(pair.crm, Absence.RELEASED)
        for _ in range(2):
            report = pair.world.run()
            assert [entry.reason for entry in report.held] == [RELEASED]
            pair.world.clock.wait(minutes=5)
        pair.world.crm.user_brings_back(pair.crm)
        assert not pair.world.sync().held

    def test_of_a_record_given_to_a_colleague_removes_the_appointment_if_settings_say_so(
        self, pair
    ):
        pair.world.policy = replace(POLICY, released=Released.REMOVE)
        pair.world.crm.vanish(pair.crm, Absence.RELEASED)
        (entry,) = pair.world.sync().entries
        assert (entry.side, entry.kind, entry.reason) == (
            Side.OUTLOOK,
            StepKind.DELETE,
            RELEASED,
        )
        assert pair.record(Side.OUTLOOK).absence is Absence.DELETED
        assert pair.record(Side.CRM).absence is Absence.RELEASED
        assert pair.world.state.links("p1") == []

    @pytest.mark.parametrize("role", [Role.INVITED, Role.ORGANISER])
    def test_of_a_record_given_to_a_colleague_never_removes_a_meeting(self, pair, role):
        pair.world.policy = replace(POLICY, released=Released.REMOVE)
        pair.record(Side.OUTLOOK).role = role
        pair.world.outlook.touch(pair.outlook)
        pair.world.crm.vanish(pair.crm, Absence.RELEASED)
        (entry,) = pair.world.sync().held
        assert entry.reason == no_deletion(pair.world.outlook.item(pair.record(Side.OUTLOOK)))
        assert pair.record(Side.OUTLOOK).absence is None

    def test_is_proven_also_where_the_state_never_knew_the_time(self, pair):
        """Met again by a new state while it was private, of which only the link was kept."""
        world = pair.world
        world.outlook.user_changes(pair.outlook, {FieldName.SENSITIVITY: "private"})
        world.state.lose()
        world.start()
        world.policy = replace(POLICY, private=PrivateItems.NONE)
        world.outlook.user_changes(pair.outlook, {FieldName.WHEN: fields(day=1)[FieldName.WHEN]})
        world.sync()
        world.policy = POLICY
        world.crm.user_deletes(pair.crm)
        world.sync()
        assert pair.record(Side.OUTLOOK).absence is Absence.DELETED

    def test_of_many_records_given_away_is_held_whatever_the_settings(self):
        world = many(60)
        world.policy = replace(world.policy, released=Released.REMOVE)
        for id_ in list(world.crm.living):
            world.crm.vanish(id_, Absence.RELEASED)
        report = world.sync()
        assert len(report.held) == 60
        assert len(world.outlook.living) == 60

    def test_elsewhere_sleeps_until_it_is_back(self, pair):
        pair.world.outlook.vanish(pair.outlook, Absence.MOVED)
        pair.world.crm.user_changes(pair.crm, {S: "Changed meanwhile"})
        pair.world.sync()
        assert pair.shown(Side.OUTLOOK)[S] == "Visit"
        pair.world.outlook.user_brings_back(pair.outlook)
        pair.world.sync()
        assert pair.shown(Side.OUTLOOK)[S] == "Changed meanwhile"

    @pytest.mark.parametrize("side", Side)
    def test_of_one_that_cannot_be_read_deletes_nothing(self, pair, side):
        pair.world.calendar(side).touch(pair.id_on(side))
        pair.world.calendar(side).faults.unreadable[pair.id_on(side)] = "0x80040201"
        for _ in range(3):
            report = pair.world.run()
            pair.world.clock.wait(minutes=5)
        assert pair.world.writes() == []
        assert report.skipped["could not be read"] == 1

    @pytest.mark.parametrize("side", Side)
    def test_a_side_that_shows_nothing_at_all_deletes_nothing(self, side):
        """A folder that answers empty, a server that answers 404 to everything."""
        world = many(20)
        for id_ in list(world.calendar(side).records):
            world.calendar(side).vanish(id_, Absence.UNKNOWN)
        for _ in range(4):
            world.run()
            world.clock.wait(minutes=5)
        assert world.writes() == []


class TestTheGuard:
    @pytest.mark.parametrize("side", Side)
    def test_holds_many_and_says_so(self, side):
        world = many(20)
        for id_ in list(world.calendar(side).living)[:5]:
            world.calendar(side).user_deletes(id_)
        report = world.sync()
        assert len(report.held) == 5
        assert {entry.reason for entry in report.held} == {MANY}
        assert len(world.calendar(side.other).living) == 20
        assert not report.counts
        assert report.again_at is None

    def test_lets_the_approved_ones_through(self):
        world = many(20)
        for id_ in list(world.outlook.living)[:5]:
            world.outlook.user_deletes(id_)
        held = world.sync().held
        report = world.run(Reason.USER, approved=frozenset(entry.crm_id for entry in held[:3]))
        assert len(world.crm.living) == 17
        assert len(report.held) == 2

    def test_keeps_holding_after_a_restart(self):
        world = many(20)
        for id_ in list(world.crm.living)[:5]:
            world.crm.user_deletes(id_)
        world.sync()
        world.start()
        world.clock.wait(days=2)
        assert len(world.sync().held) == 5
        assert len(world.outlook.living) == 20

    def test_counts_a_day_together(self):
        world = many(20)
        for id_ in list(world.outlook.living)[:6]:
            world.outlook.user_deletes(id_)
            report = world.sync()
            world.clock.wait(hours=1)
        assert len(world.crm.living) == 16
        assert len(report.held) == 2

    def test_a_day_later_a_few_are_few_again(self):
        world = many(20)
        for id_ in list(world.outlook.living)[:6]:
            world.outlook.user_deletes(id_)
            report = world.sync()
            world.clock.wait(hours=25)
        assert len(world.crm.living) == 14
        assert not report.held

    def test_few_of_many_links_pass(self):
        world = many(60)
        for id_ in list(world.outlook.living)[:6]:
            world.outlook.user_deletes(id_)
        world.sync()
        assert len(world.crm.living) == 54

    def test_is_the_policys(self):
        world = many(20, replace(POLICY, guard=Guard(many=2, few=2)))
        for id_ in list(world.outlook.living)[:2]:
            world.outlook.user_deletes(id_)
        assert len(world.sync().held) == 2


def test_deletions_come_last():
    world = many(3)
    world.outlook.user_deletes(next(iter(world.outlook.living)))
    world.clock.time = world.run().again_at
    world.outlook.user_creates(fields("New"))
    world.crm.user_changes(next(reversed(world.crm.living)), {S: "Changed"})
    report = world.run()
    kinds = [entry.kind for entry in report.entries]
    assert kinds == [StepKind.CREATE, StepKind.UPDATE, StepKind.DELETE]


def many(number, policy=POLICY, **habits):
    world = TwoSides(policy=policy, **habits)
    for n in range(number):
        world.outlook.user_creates(fields(f"Item {n}", day=n % 5))
    world.sync()
    world.rest()
    world.forget_writes()
    return world


class TestAWaryPass:
    """After sleep, or when the network came back: it may be another one."""

    @pytest.mark.parametrize("side", Side)
    def test_proves_no_deletion_and_has_another_look(self, pair, side):
        pair.world.calendar(side).user_deletes(pair.id_on(side))
        pair.world.run()  # the first proof
        pair.world.clock.wait(seconds=10)
        report = pair.world.run(wary=True)
        assert report.again_at is not None
        assert pair.record(side.other).absence is None

    def test_delays_it_and_does_not_prevent_it(self, pair):
        pair.world.outlook.user_deletes(pair.outlook)
        pair.world.sync(wary=True)
        assert not pair.world.crm.living

    def test_sends_changes_as_any_other(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {FieldName.SUBJECT: "Now"})
        pair.world.run(wary=True)
        assert pair.shown(Side.CRM)[FieldName.SUBJECT] == "Now"
