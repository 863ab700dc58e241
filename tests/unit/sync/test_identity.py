"""Whatever happens to ids, the state, or the number of PCs: nothing is made twice."""

from copy import deepcopy

import pytest
from tests.simulation.machine import KEYLESS, LOSSY
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import TwoSides, fields
from tests.unit.sync.test_deletions import many

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync import run
from outlook_crm.sync.marks import KEY_PREFIX, activity_key, copy_key
from outlook_crm.sync.plan import STAMPS_A_RUN
from outlook_crm.sync.values import Absence

S = FieldName.SUBJECT
ROUGH = {
    S: "Visit to the sawmill in the far north " * 5,
    FieldName.DESCRIPTION: "one\n\ntwo",
    FieldName.SENSITIVITY: "personal",
}
"""What a CRM that cuts and flattens cannot show as it is."""


def subjects(world, side):
    return sorted(record.fields[S] for record in world.calendar(side).living.values())


class TestTheKey:
    def test_is_the_same_everywhere_and_fits_its_field(self):
        key = activity_key("17", "040000008200E00074C5B7101A82E008")
        assert key == activity_key("17", "040000008200E00074C5B7101A82E008")
        assert key.startswith(KEY_PREFIX)
        assert len(key) <= 64

    def test_is_each_attendees_own(self):
        assert activity_key("17", "GID") != activity_key("18", "GID")

    def test_of_a_copy_is_its_own_and_the_same_on_every_pc(self):
        assert copy_key("olk-1", "A") == copy_key("olk-1", "A")
        assert len({copy_key("olk-1", "A"), copy_key("olk-1", "B"), "olk-1"}) == 3


class TestAMigratedMailbox:
    def test_makes_and_deletes_nothing(self):
        world = many(30)
        for id_ in list(world.outlook.living):
            world.outlook.remake(id_)
        world.sync()
        assert world.writes() == []
        assert len(world.state.links("p1")) == 30
        world.rest()
        assert world.writes() == []

    def test_keeps_what_was_changed_at_the_same_time(self):
        world = many(3)
        first, second, _ = list(world.outlook.living)
        new = world.outlook.remake(first)
        world.outlook.user_changes(new, {S: "Changed here"})
        world.crm.user_changes(world.linked(Side.OUTLOOK, second).crm_id, {S: "Changed there"})
        world.outlook.remake(second)
        world.sync()
        expected = ["Changed here", "Changed there", "Item 2"]
        assert subjects(world, Side.OUTLOOK) == subjects(world, Side.CRM) == expected


class TestCopies:
    def test_in_outlook_are_items_of_their_own(self, pair):
        copy = pair.world.outlook.user_copies(pair.outlook)
        pair.world.sync()
        pair.rest()
        assert len(pair.world.crm.living) == 2
        assert pair.world.linked(Side.OUTLOOK, pair.outlook).crm_id == pair.crm
        pair.world.outlook.user_changes(copy, {S: "The copy"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[S] == "Visit"
        assert pair.world.partner(Side.OUTLOOK, copy).fields[S] == "The copy"

    def test_in_the_crm_are_too_after_a_while(self, pair):
        pair.world.crm.user_copies(pair.crm)
        pair.world.clock.wait(minutes=11)
        pair.world.sync()
        pair.world.clock.wait(minutes=31)
        pair.world.sync()
        assert len(pair.world.outlook.living) == 2
        assert pair.world.linked(Side.OUTLOOK, pair.outlook).crm_id == pair.crm

    def test_whose_original_is_deleted_take_its_place(self, pair):
        copy = pair.world.outlook.user_copies(pair.outlook)
        pair.world.outlook.user_deletes(pair.outlook)
        pair.world.sync()
        assert pair.world.linked(Side.OUTLOOK, copy).crm_id == pair.crm
        assert len(pair.world.crm.living) == 1

    def test_survive_a_lost_state_each_with_its_own_record(self, pair):
        copy = pair.world.outlook.user_copies(pair.outlook)
        pair.world.sync()
        record = pair.world.linked(Side.OUTLOOK, copy).crm_id
        pair.world.state.lose()
        pair.world.start()
        pair.world.sync()
        assert pair.world.linked(Side.OUTLOOK, copy).crm_id == record
        assert pair.world.linked(Side.OUTLOOK, pair.outlook).crm_id == pair.crm
        assert len(pair.world.crm.living) == 2


class TestALostState:
    @pytest.mark.parametrize("crm", [LOSSY, KEYLESS])
    def test_is_found_again_by_marks(self, crm):
        world = many(100, crm=crm)
        world.state.lose()
        world.start()
        world.sync()
        world.rest()
        assert len(world.state.links("p1")) == 100
        assert world.writes() == []

    def test_before_any_stamp_is_found_again_by_keys(self):
        world = TwoSides()
        for n in range(20):
            world.outlook.user_creates(fields(f"Item {n}"))
        world.sync()
        world.state.lose()
        world.start()
        world.sync()
        assert len(world.crm.living) == len(world.outlook.living) == 20

    def test_loses_no_change_made_meanwhile(self, pair):
        pair.world.clock.wait(minutes=5)
        pair.world.outlook.user_changes(pair.outlook, {S: "Changed"})
        pair.world.state.lose()
        pair.world.start()
        pair.world.sync()
        assert pair.shown(Side.CRM)[S] == "Changed"

    def test_never_takes_emptiness_for_a_value(self, pair):
        pair.world.crm.user_changes(pair.crm, {FieldName.LOCATION: "Hall"})
        pair.world.sync()
        pair.world.state.lose()
        pair.world.outlook.records[pair.outlook].fields[FieldName.LOCATION] = None
        pair.world.outlook.touch(pair.outlook)
        pair.world.start()
        pair.world.sync()
        assert pair.shown(Side.OUTLOOK)[FieldName.LOCATION] == "Hall"

    def test_does_not_make_a_second_record_beside_one_given_away(self, pair):
        pair.world.crm.vanish(pair.crm, Absence.RELEASED)
        pair.world.state.lose()
        pair.world.start()
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=5)
        assert len(pair.world.crm.records) == 1

    def test_finds_a_record_whose_item_is_outside_the_window_now(self, pair):
        pair.world.outlook.user_changes(pair.outlook, dict(fields(day=900)))
        pair.world.state.lose()
        pair.world.start()
        pair.world.sync()
        assert pair.world.linked(Side.OUTLOOK, pair.outlook).crm_id == pair.crm
        assert len(pair.world.outlook.living) == 1


class TestAnOlderState:
    """The state file came back from a backup: both sides are further than it knows."""

    def test_takes_nothing_back_and_makes_nothing_twice(self):
        world = TwoSides(crm=LOSSY)
        ids = [world.outlook.user_creates(fields(f"O{n}")) for n in range(4)]
        world.sync()
        world.rest()
        backup = deepcopy(world.state)
        world.outlook.user_changes(ids[0], ROUGH)
        world.crm.user_changes(world.partner(Side.OUTLOOK, ids[1]).id, {S: "C1"})
        world.outlook.user_deletes(ids[2])
        ids.append(world.outlook.user_creates(fields("O4")))
        ids.append(world.crm.user_creates(fields("C5", type="Call")))
        world.sync()
        world.rest()
        shown = [subjects(world, side) for side in Side]
        world.state = backup
        world.start()
        world.sync()
        world.rest()
        assert [subjects(world, side) for side in Side] == shown
        assert ROUGH.items() <= world.outlook.records[ids[0]].fields.items()
        assert not any(report.conflicts for report in world.reports)


class TestTwoPcs:
    """One mailbox, one CRM user, two engines with a state of their own."""

    @pytest.fixture
    def other(self):
        return MemoryState()

    def take_turns(self, world, other, rounds=4):
        for _ in range(rounds):
            for state in (world.state, other):
                world.start(state)
                world.sync()
                world.clock.wait(minutes=6)

    def test_make_each_item_once(self, world, other):
        for n in range(5):
            world.outlook.user_creates(fields(f"O{n}"))
            world.crm.user_creates(fields(f"C{n}", type="Call"))
        self.take_turns(world, other)
        assert len(world.outlook.living) == len(world.crm.living) == 10
        world.start(other)
        world.sync()
        assert world.writes() == []

    def test_that_made_a_record_at_once_keep_the_older(self, world, other):
        """The second creates while the first one's create is under way."""
        world.sync()
        world.start(other)
        world.sync()
        id_ = world.outlook.user_creates(fields("Both"))
        # Between the first PC's look and its write the second one does all of its own run.
        world.fuse.blow_at(2, world.run)
        world.elsewhere(world.state).run()
        assert len(world.crm.living) == 2
        self.take_turns(world, other)
        [record] = world.crm.living.values()
        assert record.fields[S] == "Both"
        assert record.id == min(world.crm.records)
        assert len(world.outlook.living) == 1
        for state in (world.state, other):
            [link] = state.links("p1")
            assert (link.outlook_id, link.crm_id) == (id_, record.id)

    def test_pass_changes_on_and_write_nothing_twice(self, world, other):
        id_ = world.outlook.user_creates(fields("A"))
        self.take_turns(world, other)
        world.crm.user_changes(world.partner(Side.OUTLOOK, id_).id, {S: "B"})
        self.take_turns(world, other)
        assert subjects(world, Side.OUTLOOK) == subjects(world, Side.CRM) == ["B"]

    def test_leave_a_long_text_with_its_lines_as_it_is(self, other):
        """What one PC sent to a CRM that cuts and flattens is no change there to the other."""
        world = TwoSides(crm=LOSSY)
        id_ = world.outlook.user_creates(fields("A"))
        self.take_turns(world, other)
        world.outlook.user_changes(id_, ROUGH)
        self.take_turns(world, other)
        assert ROUGH.items() <= world.outlook.records[id_].fields.items()
        assert not any(report.conflicts for report in world.reports)

    def test_delete_once(self, world, other):
        id_ = world.outlook.user_creates(fields("A"))
        self.take_turns(world, other)
        world.outlook.user_deletes(id_)
        self.take_turns(world, other)
        assert not world.crm.living
        assert world.state.links("p1") == other.links("p1") == []


class TestAMark:
    def test_of_an_item_comes_to_its_turn_behind_more_that_take_none(self, world):
        for number in range(STAMPS_A_RUN + 20):
            id_ = world.outlook.user_creates(fields(f"Theirs {number}"))
            world.outlook.records[id_].read_only = True
        world.sync()
        ours = [world.outlook.user_creates(fields(f"Ours {number}")) for number in range(20)]
        for _ in range(20):
            world.clock.wait(minutes=2, seconds=7)
            world.sync()
        assert all(world.outlook.records[id_].stamp for id_ in ours)

    def test_has_a_run_look_into_no_more_items_than_it_marks(self, world, monkeypatch):
        for number in range(3 * STAMPS_A_RUN):
            world.outlook.user_creates(fields(f"Visit {number}", day=number % 50))
        world.sync()
        world.clock.wait(minutes=2)
        world.forget_writes()
        looked_into = []
        decide = run.reconcile
        monkeypatch.setattr(run, "reconcile", lambda *a: looked_into.append(a) or decide(*a))
        world.run()
        assert len(world.writes()) == len(looked_into) == STAMPS_A_RUN
