"""What users change arrives on the other side, once, and nothing else is written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulation.machine import LOSSY
from tests.simulation.two_sides import POLICY, TwoSides, fields
from tests.unit.sync.conftest import Pair

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import NO_TYPES, Conflicts, Direction
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.notes import BOUNCED
from outlook_crm.sync.steps import ASKED
from outlook_crm.sync.values import StepKind

S = FieldName.SUBJECT


@pytest.mark.parametrize("side", Side)
class TestOneSide:
    def test_a_new_item_is_made_on_the_other_side(self, world, side):
        id_ = world.calendar(side).user_creates(fields("Lunch", location="Café", type="Call"))
        report = world.run()
        partner = world.partner(side, id_)
        assert partner.fields[S] == "Lunch"
        assert partner.fields[FieldName.LOCATION] == "Café"
        assert partner.fields[FieldName.WHEN] == fields()[FieldName.WHEN]
        assert report.counts == {(side.other, StepKind.CREATE): 1}
        assert report.entries[0].subject == "Lunch"
        assert {report.entries[0].crm_id, report.entries[0].outlook_id} == {id_, partner.id}

    def test_a_changed_field_arrives_and_only_that_is_written(self, pair, side):
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Dinner"})
        pair.world.run()
        assert pair.shown(side.other)[S] == "Dinner"
        [step] = pair.world.writes()
        assert (step.side, step.kind, step.fields) == (side.other, StepKind.UPDATE, {S: "Dinner"})

    def test_changes_of_different_fields_both_arrive(self, pair, side):
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Dinner"})
        other = {FieldName.LOCATION: "Hall"}
        pair.world.calendar(side.other).user_changes(pair.id_on(side.other), other)
        report = pair.world.run()
        for each in Side:
            assert pair.shown(each)[S] == "Dinner"
            assert pair.shown(each)[FieldName.LOCATION] == "Hall"
        assert not report.conflicts

    def test_an_own_write_is_no_change_to_the_other_side(self, pair, side):
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Dinner"})
        pair.world.sync()
        pair.world.forget_writes()
        pair.world.rest()
        assert pair.world.writes() == []

    def test_an_edit_between_observation_and_write_is_not_overwritten(self, pair, side):
        pair.world.calendar(side).user_changes(pair.id_on(side), {S: "Dinner"})
        place = {FieldName.LOCATION: "Hall", S: "Supper"}
        there = pair.world.calendar(side.other)
        pair.world.fuse.blow_at(2, lambda: there.user_changes(pair.id_on(side.other), place))
        report = pair.world.run()
        assert pair.shown(side.other)[S] == "Supper"
        assert report.again_at is not None
        report = pair.world.sync()
        assert pair.shown(side)[FieldName.LOCATION] == "Hall"
        assert pair.shown(side)[S] == pair.shown(side.other)[S]
        assert pair.world.reports[1].conflicts[0].lost in ("Dinner", "Supper")


class TestConflicts:
    @pytest.mark.parametrize(
        ("policy", "later", "winner"),
        [
            (Conflicts.NEWEST, Side.CRM, Side.CRM),
            (Conflicts.NEWEST, Side.OUTLOOK, Side.OUTLOOK),
            (Conflicts.OUTLOOK, Side.CRM, Side.OUTLOOK),
            (Conflicts.CRM, Side.OUTLOOK, Side.CRM),
        ],
    )
    def test_are_settled_by_the_policy_and_the_loser_is_kept(self, pair, policy, later, winner):
        pair.world.policy = replace(pair.world.policy, conflicts=policy)
        self.clash(pair, later)
        report = pair.world.sync()
        assert pair.shown(Side.CRM)[S] == pair.shown(Side.OUTLOOK)[S] == f"in {winner}"
        [clash] = pair.world.reports[0].conflicts
        assert (clash.winner, clash.lost) == (winner, f"in {winner.other}")
        assert not report.waiting

    def test_newest_is_judged_by_the_measured_skew(self, pair):
        """The CRM's clock goes an hour ahead: its older change only looks newer."""
        pair.world.crm.skew += pair.world.clock.now() - pair.world.clock.now().replace(hour=0)
        self.clash(pair, Side.OUTLOOK)
        pair.world.sync()
        assert pair.shown(Side.CRM)[S] == "in outlook"

    def test_newest_knows_the_skew_also_where_an_event_told_of_the_change(self, pair):
        """The CRM is not asked for its clock then; only what is open is looked at there."""
        world = pair.world
        world.crm.skew = timedelta(hours=1)
        world.sync()
        world.crm.faults.refuse[pair.crm] = "No."
        world.outlook.user_changes(pair.outlook, {S: "refused"})
        for _ in range(3):
            world.sync()
        world.crm.faults.refuse.clear()
        world.crm.user_changes(pair.crm, {S: "in crm"})
        world.clock.wait(minutes=5)
        world.outlook.user_changes(pair.outlook, {S: "in outlook"})
        world.run(Reason.CHANGED, outlook_ids=frozenset({pair.outlook}))
        assert pair.shown(Side.CRM)[S] == "in outlook"

    def test_are_held_where_the_user_is_to_be_asked(self, pair):
        pair.world.policy = replace(pair.world.policy, conflicts=Conflicts.ASK)
        self.clash(pair, Side.CRM)
        for _ in range(2):
            report = pair.world.sync()
            assert pair.shown(Side.OUTLOOK)[S] == "in outlook"
            assert pair.shown(Side.CRM)[S] == "in crm"
            assert [entry.reason for entry in report.held] == [ASKED]
            pair.world.clock.wait(minutes=1)
        report = pair.world.sync(answers={pair.crm: Side.CRM})
        assert pair.shown(Side.OUTLOOK)[S] == "in crm"
        assert not report.held
        assert not pair.world.sync().held

    def test_one_that_is_asked_about_holds_no_other_field(self, pair):
        pair.world.policy = replace(pair.world.policy, conflicts=Conflicts.ASK)
        pair.world.outlook.user_changes(pair.outlook, {S: "A", FieldName.LOCATION: "Hall"})
        pair.world.crm.user_changes(pair.crm, {S: "B"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[FieldName.LOCATION] == "Hall"
        assert pair.shown(Side.CRM)[S] == "B"

    def clash(self, pair, later):
        for side in (later.other, later):
            pair.world.clock.wait(minutes=2)
            pair.world.calendar(side).user_changes(pair.id_on(side), {S: f"in {side}"})


class TestALossyCrm:
    def test_never_writes_back_what_it_cannot_show(self):
        pair = Pair(crm=LOSSY)
        long = {S: "x" * 200, FieldName.DESCRIPTION: " one\r\n\r\n two "}
        when = fields()[FieldName.WHEN]
        fine = Timed(when.start.replace(second=40), when.end.replace(second=50))
        pair.world.outlook.user_changes(pair.outlook, {**long, FieldName.WHEN: fine})
        pair.world.sync()
        pair.rest()
        for n in range(50):
            pair.world.crm.touch(pair.crm)
            if n % 5 == 0:
                pair.world.crm.user_changes(pair.crm, {FieldName.LOCATION: f"Room {n}"})
            pair.world.sync()
        assert pair.shown(Side.OUTLOOK)[S] == "x" * 200
        assert pair.shown(Side.OUTLOOK)[FieldName.DESCRIPTION] == " one\r\n\r\n two "
        assert {step.side for step in pair.world.writes()} == {Side.OUTLOOK}
        assert all(set(step.fields) == {FieldName.LOCATION} for step in pair.world.writes())

    def test_holds_one_project_and_outlook_keeps_its_others(self):
        pair = Pair()
        projects = FieldName.PROJECTS
        pair.world.outlook.user_changes(pair.outlook, {projects: ("p1", "p2")})
        pair.world.sync()
        assert pair.shown(Side.CRM)[projects] == ("p1",)
        pair.world.crm.user_changes(pair.crm, {projects: ("p3",)})
        pair.world.sync(reason=Reason.USER)
        assert pair.shown(Side.OUTLOOK)[projects] == ("p3", "p2")
        pair.rest()
        assert pair.world.writes() == []


class TestRelations:
    def test_one_added_without_a_new_version_is_seen_by_a_click(self, pair):
        pair.world.crm.user_changes(pair.crm, {FieldName.ACCOUNTS: ("a1",)})
        pair.world.run()
        assert pair.shown(Side.OUTLOOK)[FieldName.ACCOUNTS] == ()
        pair.world.run(Reason.USER)
        assert pair.shown(Side.OUTLOOK)[FieldName.ACCOUNTS] == ("a1",)

    def test_and_within_the_hour_by_itself(self, pair):
        pair.world.crm.user_changes(pair.crm, {FieldName.ACCOUNTS: ("a1",)})
        pair.world.clock.wait(hours=1)
        pair.world.run()
        assert pair.shown(Side.OUTLOOK)[FieldName.ACCOUNTS] == ("a1",)


class TestAnItemThatBounces:
    def test_three_times_needs_attention_and_a_click_tries_again(self, pair):
        """Both servers put their own word into each subject that is written to them."""
        for side in Side:
            self.meddle(pair.world.calendar(side), pair.id_on(side))
        pair.world.outlook.user_changes(pair.outlook, {S: "Visit"})
        for _ in range(12):
            pair.world.clock.wait(seconds=30)
            report = pair.world.run()
        assert [entry.reason for entry in report.trouble] == [BOUNCED]
        written = len(pair.world.writes())
        assert written <= 6
        pair.world.clock.wait(hours=3)
        pair.world.run()
        assert len(pair.world.writes()) == written
        pair.world.run(Reason.USER)
        assert len(pair.world.writes()) == written + 1

    def test_people_who_take_turns_over_days_do_not(self, pair):
        for turn in range(10):
            side = list(Side)[turn % 2]
            pair.world.calendar(side).user_changes(pair.id_on(side), {S: f"Turn {turn}"})
            report = pair.world.sync()
            assert not report.trouble
            assert pair.shown(side.other)[S] == f"Turn {turn}"
            pair.world.clock.wait(hours=5)

    def meddle(self, calendar, id_):
        change = calendar.change
        seen = []

        def meddling(record, content):
            change(record, content)
            if record.id == id_ and S in content and content[S] not in seen:
                seen.append(content[S])
                late.append(lambda: change(record, {S: f"{content[S]}!"}))

        late: list = []
        calendar.change = meddling
        item = calendar.item

        def showing(record):
            shown = item(record)
            while late:
                late.pop()()
            return shown

        calendar.item = showing


class TestWhatAnEventTold:
    def test_is_sent_without_a_look_at_the_rest(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {S: "Now"})
        pair.world.start()
        report = pair.world.run(Reason.CHANGED, outlook_ids=frozenset({pair.outlook}))
        assert pair.shown(Side.CRM)[S] == "Now"
        assert not report.complete
        assert pair.world.crm_side.calls == ["verify", "write"]
        assert pair.world.outlook_side.calls == ["verify", "observe"]

    def test_a_new_one_is_made_after_one_look_for_its_key(self, world):
        world.sync()
        id_ = world.outlook.user_creates(fields("New"))
        world.start()
        world.run(Reason.CHANGED, outlook_ids=frozenset({id_}))
        assert world.partner(Side.OUTLOOK, id_).fields[S] == "New"
        assert world.crm_side.calls == ["verify", "find", "write"]

    def test_an_echo_of_our_own_write_writes_nothing(self, pair):
        pair.world.run(Reason.CHANGED, outlook_ids=frozenset({pair.outlook}))
        assert pair.world.writes() == []

    def test_a_change_in_the_crm_meanwhile_is_merged_by_the_next_run(self, pair):
        pair.world.crm.user_changes(pair.crm, {FieldName.LOCATION: "Hall"})
        pair.world.outlook.user_changes(pair.outlook, {S: "Now"})
        report = pair.world.sync(reason=Reason.CHANGED, outlook_ids=frozenset({pair.outlook}))
        assert report.reason is Reason.AGAIN
        for side in Side:
            assert pair.shown(side)[S] == "Now"
            assert pair.shown(side)[FieldName.LOCATION] == "Hall"

    def test_a_second_pc_may_have_made_the_record_already(self, world):
        world.sync()
        id_ = world.outlook.user_creates(fields("New"))
        world.crm.add(fields("New", type="Meeting"), key=world.outlook.records[id_].key)
        report = world.run(Reason.CHANGED, outlook_ids=frozenset({id_}))
        assert report.again_at == world.clock.now()
        world.sync()
        assert len(world.crm.living) == 1
        assert world.partner(Side.OUTLOOK, id_)


class TestAQuietRun:
    def test_asks_each_side_once_and_writes_nothing_to_the_state(self, pair):
        pair.world.start()
        pair.world.fuse.mend()
        report = pair.world.run()
        assert pair.world.outlook_side.calls == ["verify", "observe"]
        assert pair.world.crm_side.calls == ["verify", "observe"]
        assert pair.world.fuse.places == []
        assert report.complete
        assert report.again_at is None

    def test_looks_once_for_the_item_of_a_record_that_stays_in_the_crm_alone(self):
        """The CRM shows it at each pass; each look would be one at the whole calendar."""
        silent = replace(POLICY, to_outlook=Direction(create=NO_TYPES))
        world = TwoSides(policy=silent)
        record = world.crm.add(fields("Theirs", type="Call"), key="olk-of-an-item-that-is-gone")
        world.clock.wait(hours=1)
        for looks in (1, 0, 0):
            world.crm.touch(record.id)
            world.run()
            assert world.outlook_side.calls.count("find") == looks
            world.outlook_side.calls.clear()
        world.policy = POLICY
        world.run()
        assert world.outlook_side.calls.count("find") == 1
        assert len(world.outlook.living) == 1

    def test_looks_into_no_base(self, pair):
        class Unread(dict):
            def __getitem__(self, name):
                raise AssertionError("a base was read")

            __iter__ = keys = items = get = __getitem__

        links = [replace(link, base=Unread()) for link in pair.world.state.links("p1")]
        pair.world.state.links = lambda _: links
        pair.world.run()

    def test_a_day_later_looks_at_everything_and_writes_nothing(self, pair):
        pair.world.clock.wait(days=1)
        pair.world.run()
        assert pair.world.writes() == []

    def test_progress_tells_each_step(self):
        world = TwoSides()
        for n in range(3):
            world.outlook.user_creates(fields(f"Item {n}"))
        told = []
        world.engine._progress = told.append
        world.run()
        assert [(each.done, each.total) for each in told] == [(0, 3), (1, 3), (2, 3)]
        assert {each.item for each in told} == {"Item 0", "Item 1", "Item 2"}


def test_the_default_type_is_given_once_and_shown_in_outlook():
    pair = Pair(policy=replace(POLICY, default_type="Visit"))
    assert pair.shown(Side.CRM)[FieldName.TYPE] == "Visit"
    assert pair.shown(Side.OUTLOOK)[FieldName.TYPE] == "Visit"
    pair.world.policy = replace(POLICY, default_type="Call")
    pair.world.rest()
    assert pair.shown(Side.CRM)[FieldName.TYPE] == "Visit"


def test_a_relation_added_there_unseen_is_not_overwritten_by_one_added_here(pair):
    """The CRM's version does not tell of it: the record is read before it is written."""
    pair.world.crm.user_changes(pair.crm, {FieldName.ACCOUNTS: ("theirs",)})
    pair.world.outlook.user_changes(pair.outlook, {FieldName.ACCOUNTS: ("ours",)})
    report = pair.world.run(Reason.CHANGED, outlook_ids=frozenset({pair.outlook}))
    assert [clash.lost for clash in report.conflicts] in ([("theirs",)], [("ours",)])
