"""What of private appointments goes out: all, the time alone, or nothing; and cleaning up after."""

from contextlib import suppress
from dataclasses import replace

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.plan import KEPT_PRIVATE
from outlook_crm.sync.privacy import CONTENT, is_private, masks, tells, veiled
from outlook_crm.sync.report import to_json
from outlook_crm.sync.run import DRAFT
from outlook_crm.sync.steps import PRIVATE
from outlook_crm.sync.values import Absence, Rendering, StepKind

S, D = FieldName.SUBJECT, FieldName.DESCRIPTION
BUSY = replace(POLICY, private=PrivateItems.BUSY)
NONE = replace(POLICY, private=PrivateItems.NONE)
SECRET = "Oncologist"
ITEM = {"description": SECRET, "location": SECRET, "categories": (SECRET,), "accounts": (SECRET,)}


def world_with(policy, sensitivity="private"):
    world = TwoSides(policy=policy)
    id_ = world.outlook.user_creates(fields(SECRET, sensitivity=sensitivity, **ITEM))
    world.sync()
    world.rest()
    return world, id_


def known(world):
    """All that left the reader: the CRM's records, the links, and what runs told."""
    links = [(link.base, link.trouble) for link in world.state.links("p1")]
    reports = [to_json(report) for report in world.reports]
    records = [record.fields for record in world.crm.records.values()]
    return repr([links, records, reports, world.state.intents("p1"), world.state.runs("p1")])


class TestTheVeil:
    def item(self, sensitivity="private"):
        world = TwoSides()
        id_ = world.outlook.user_creates(fields(SECRET, sensitivity=sensitivity, **ITEM))
        return world.outlook.item(world.outlook.records[id_])

    @pytest.mark.parametrize(
        ("word", "private"),
        [("normal", False), ("personal", False), ("private", True), ("confidential", True)],
    )
    def test_is_for_private_and_confidential_ones(self, word, private):
        assert is_private(self.item(word)) is private

    def test_counts_what_could_not_be_read_as_private(self):
        item = self.item("normal")
        unread = {name: item.fields[name] for name in item.fields if name != "sensitivity"}
        assert is_private(replace(item, fields=unread))

    def test_leaves_the_shell(self):
        seen = veiled(self.item(), BUSY)
        assert seen.masked
        assert not seen.hidden
        assert not seen.item.fields.keys() & CONTENT
        assert SECRET not in repr(seen)
        assert FieldName.WHEN in seen.item.fields

    def test_of_none_hides_it(self):
        assert veiled(self.item(), NONE).hidden

    def test_of_full_shows_it(self):
        assert veiled(self.item(), POLICY).item == self.item()

    def test_masks_every_field_of_content(self):
        assert masks(POLICY).keys() == CONTENT

    def test_a_base_tells_while_it_holds_what_outlook_showed(self):
        assert tells({S: Rendering("A", "A", has_outlook=True, has_crm=True)})
        assert not tells({S: Rendering(crm="Private", has_crm=True)})
        assert not tells({FieldName.BUSY: Rendering("busy", has_outlook=True)})


class TestBusyOnly:
    def test_sends_the_time_and_no_content(self):
        world, id_ = world_with(BUSY)
        record = world.partner(Side.OUTLOOK, id_)
        assert record.fields[FieldName.WHEN] == fields()[FieldName.WHEN]
        assert record.fields[S] == BUSY.private_subject
        assert SECRET not in known(world)

    def test_sends_a_change_of_time(self):
        world, id_ = world_with(BUSY)
        world.outlook.user_changes(id_, {FieldName.WHEN: fields(day=3)[FieldName.WHEN]})
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        assert record.fields[FieldName.WHEN] == fields(day=3)[FieldName.WHEN]

    def test_never_sends_the_mask_to_outlook(self):
        world, id_ = world_with(BUSY)
        record = world.partner(Side.OUTLOOK, id_)
        world.crm.user_changes(record.id, {S: "Renamed", FieldName.BUSY: "free"})
        world.sync()
        assert world.outlook.records[id_].fields[S] == SECRET
        assert world.outlook.records[id_].fields[FieldName.BUSY] == "free"

    def test_turning_private_purges_the_content_everywhere(self):
        world, id_ = world_with(BUSY, sensitivity="normal")
        assert world.partner(Side.OUTLOOK, id_).fields[D] == SECRET
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
        world.reports.clear()
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        assert record.fields[S] == BUSY.private_subject
        assert {record.fields[name] for name in CONTENT & ITEM.keys()} <= {None, ()}
        assert SECRET not in repr(world.state.links("p1"))
        assert SECRET not in repr([to_json(report) for report in world.reports])

    def test_turning_private_purges_also_out_of_the_window_and_where_nothing_else_goes(self):
        world, id_ = world_with(BUSY, sensitivity="normal")
        world.clock.wait(days=300)
        world.sync()
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == BUSY.private_subject

    def test_choosing_it_purges_what_went_out_in_full(self):
        world, id_ = world_with(POLICY)
        assert world.partner(Side.OUTLOOK, id_).fields[S] == SECRET
        world.policy = BUSY
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == BUSY.private_subject

    def test_turning_private_reaches_what_a_run_that_was_cut_short_would_have_told(self, pair):
        world = pair.world
        world.policy = BUSY
        pair.rest()
        for side in Side:
            world.calendar(side).user_changes(pair.id_on(side), {D: f"{SECRET} {side}"})
        world.fuse.blow_at(2)  # the losing value is kept, and nothing is written yet
        with suppress(Crash):
            world.run()
        assert SECRET in world.state.value("p1", DRAFT)
        world.start()
        world.outlook.user_changes(pair.outlook, {FieldName.SENSITIVITY: "private"})
        world.sync()
        assert SECRET not in world.state.value("p1", DRAFT)
        assert SECRET not in repr(world.state.runs("p1"))

    def test_turning_normal_again_sends_the_content(self):
        world, id_ = world_with(BUSY)
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "normal"})
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        assert record.fields[S] == record.fields[D] == SECRET
        assert record.fields[FieldName.ACCOUNTS] == (SECRET,)

    def test_a_deletion_is_still_a_deletion(self):
        world, id_ = world_with(BUSY)
        world.outlook.user_deletes(id_)
        world.sync()
        assert not world.crm.living


@pytest.mark.parametrize("known_again", ["by marks", "by keys alone"])
class TestAfterALostState:
    """What an earlier state sent in full is taken back, though no base tells of it."""

    @pytest.fixture
    def lost(self, known_again):
        """The world, and the private appointment that it knows nothing of any more."""
        world = TwoSides()
        id_ = world.outlook.user_creates(fields(SECRET, sensitivity="private", **ITEM))
        world.clock.wait(minutes=1)
        world.sync()
        world.rest()
        if known_again == "by keys alone":
            world.outlook.records[id_].stamp = None
        world.state.lose()
        world.start()
        return world, id_

    def test_busy_only_purges_the_content(self, lost):
        world, id_ = lost
        world.policy = BUSY
        world.sync()
        record = world.partner(Side.OUTLOOK, id_)
        assert record.fields[S] == BUSY.private_subject
        assert SECRET not in repr(record.fields)
        world.forget_writes()
        world.rest()
        assert not [each for each in world.writes() if each.kind is StepKind.UPDATE]

    def test_not_at_all_purges_it_and_lists_the_record(self, lost):
        world, _ = lost
        world.policy = NONE
        report = world.sync()
        [record] = world.crm.living.values()
        assert SECRET not in repr(record.fields)
        assert [entry.reason for entry in report.held] == [PRIVATE]

    def test_a_crash_before_the_purge_only_delays_it(self, lost):
        world, id_ = lost
        world.policy = BUSY
        world.fuse.blow_at(2)
        with suppress(Crash):
            world.run()
        world.fuse.mend()
        world.start()
        world.sync()
        assert SECRET not in repr(world.partner(Side.OUTLOOK, id_).fields)


class TestNotAtAll:
    def test_sends_nothing(self):
        world, _ = world_with(NONE)
        assert not world.crm.records
        assert world.reports[0].skipped == {KEPT_PRIVATE: 1}
        assert SECRET not in known(world)

    def test_turning_private_deletes_our_record_at_once(self):
        world, id_ = world_with(NONE, sensitivity="normal")
        record = world.partner(Side.OUTLOOK, id_)
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
        world.run()
        assert record.absence is Absence.DELETED
        assert world.outlook.records[id_].absence is None
        assert world.state.links("p1") == []

    def test_the_guard_does_not_keep_private_content_in_the_crm(self):
        world = TwoSides(policy=NONE)
        for n in range(10):
            world.outlook.user_creates(fields(f"{SECRET} {n}"))
        world.sync()
        for id_ in world.outlook.living:
            world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "private"})
        world.run()
        assert not world.crm.living

    def test_a_record_made_in_the_crm_stays_and_is_listed(self):
        world = TwoSides(policy=NONE)
        record = world.crm.user_creates(fields("Theirs", type="Call"))
        world.sync()
        item = world.partner(Side.CRM, record)
        world.outlook.user_changes(item.id, {FieldName.SENSITIVITY: "private", D: SECRET})
        report = world.sync()
        assert world.crm.records[record].absence is None
        assert [entry.reason for entry in report.held] == [PRIVATE]
        for _ in range(3):
            world.rest()
        assert len(world.outlook.living) == 1
        assert SECRET not in known(world)

    def test_turning_normal_again_makes_or_joins_it(self):
        world, id_ = world_with(NONE)
        world.outlook.user_changes(id_, {FieldName.SENSITIVITY: "normal"})
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == SECRET

    def test_is_not_doubled_by_a_lost_state(self):
        world = TwoSides(policy=NONE)
        record = world.crm.user_creates(fields("Theirs", type="Call"))
        world.sync()
        item = world.partner(Side.CRM, record)
        world.outlook.user_changes(item.id, {FieldName.SENSITIVITY: "private"})
        world.sync()
        world.state.lose()
        world.start()
        world.rest()
        assert len(world.outlook.living) == len(world.crm.living) == 1


class TestChangingTheSetting:
    def test_in_a_partial_run_has_all_items_read_by_the_next_full_one(self):
        world, id_ = world_with(POLICY)
        for policy in (BUSY, POLICY, BUSY):
            world.policy = policy
            world.run(Reason.CHANGED, outlook_ids=frozenset({id_}))
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == BUSY.private_subject
        world.policy = POLICY
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == SECRET

    @pytest.mark.parametrize("place", range(8))
    def test_survives_a_crash(self, place):
        world, id_ = world_with(POLICY)
        world.policy = BUSY
        world.fuse.blow_at(place)
        with suppress(Crash):
            world.run()
        world.fuse.mend()
        world.start()
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == BUSY.private_subject

    def test_reaches_an_item_that_could_not_be_read_then(self):
        world, id_ = world_with(POLICY)
        world.policy = BUSY
        world.outlook.faults.unreadable[id_] = "0x80040201"
        world.sync()
        world.outlook.faults.unreadable.clear()
        world.sync()
        assert world.partner(Side.OUTLOOK, id_).fields[S] == BUSY.private_subject

    def test_reads_everything_once_and_not_again(self):
        world, _ = world_with(POLICY)
        world.policy = BUSY
        world.sync()
        world.rest()
        world.start()
        world.run()
        assert world.outlook_side.calls == ["verify", "observe"]
