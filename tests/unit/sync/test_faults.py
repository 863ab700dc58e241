"""Lost answers, stale and busy items, refusals, crashes, cancelling: nothing lost or doubled."""

from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.machine import KEYLESS
from tests.simulation.memory_calendar import CRM, Faults
from tests.simulation.two_sides import TwoSides, fields
from tests.unit.sync.test_deletions import many

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Defect, Unreachable, Users, WrongUser
from outlook_crm.sync.engine import Reason
from outlook_crm.sync.recover import SEVERAL
from outlook_crm.sync.report import from_json
from outlook_crm.sync.values import Absence, StepKind

S = FieldName.SUBJECT
EACH_CRM = pytest.mark.parametrize("crm", [CRM, KEYLESS], ids=["keys", "no keys"])


def scenario(crm):
    """One of each kind of step in one run, on both sides, with its second pass."""
    world = TwoSides(crm=crm)
    for side in Side:
        for word in ("change", "delete", "stay"):
            world.calendar(side).user_creates(fields(f"{word} {side}", type="Call"))
    world.sync()
    # Not marked yet: the run to come writes stamps and keys, too.
    world.clock.wait(minutes=2)
    for side in Side:
        calendar = world.calendar(side)
        named = {record.fields[S]: id_ for id_, record in calendar.living.items()}
        calendar.user_changes(named[f"change {side}"], {S: f"changed {side}"})
        calendar.user_deletes(named[f"delete {side}"])
        calendar.user_creates(fields(f"new {side}", type="Call"))
    return world


EXPECTED = sorted(f"{word} {side}" for word in ("changed", "stay", "new") for side in Side)


def ends_well(world):
    for _ in range(3):
        world.sync(reason=Reason.USER)
        world.clock.wait(minutes=11)
    for side in Side:
        shown = sorted(record.fields[S] for record in world.calendar(side).living.values())
        assert shown == EXPECTED
    assert len(world.state.links("p1")) == len(EXPECTED)
    assert not world.state.intents("p1")
    world.forget_writes()
    world.sync(reason=Reason.USER)
    assert world.writes() == []


class TestACrash:
    """Killed at any commit or write, before or after it."""

    PLACES = 66

    def test_has_so_many_places(self):
        world = scenario(CRM)
        world.fuse.mend()
        world.sync(reason=Reason.USER)
        assert len(world.fuse.places) == self.PLACES
        ends_well(world)

    @EACH_CRM
    @pytest.mark.parametrize("place", range(PLACES))
    def test_loses_and_doubles_nothing(self, crm, place):
        world = scenario(crm)
        world.fuse.blow_at(place)
        try:
            world.sync(reason=Reason.USER)
        except Crash:
            world.start()
        world.fuse.mend()
        ends_well(world)

    @EACH_CRM
    @pytest.mark.parametrize("place", range(0, PLACES, 3))
    def test_and_another_one_while_it_recovers(self, crm, place):
        world = scenario(crm)
        for again in (place, 3):
            world.fuse.blow_at(again)
            try:
                world.sync(reason=Reason.USER)
            except Crash:
                world.start()
        world.fuse.mend()
        ends_well(world)


class TestAFullDisk:
    """From some commit on nothing can be stored; Outlook and the engine in it live on."""

    COMMITS = 14

    @contextmanager
    def full_after(self, world, commits, monkeypatch):
        reach, done = world.fuse.reach, []

        def reached(place):
            reach(place)
            if place == "before commit":
                done.append(place)
                if len(done) > commits:
                    raise Users("The disk is full.")

        with monkeypatch.context() as patched:
            patched.setattr(world.fuse, "reach", reached)
            yield done

    def test_has_so_many_commits_to_meet(self, monkeypatch):
        world = scenario(CRM)
        with self.full_after(world, 1000, monkeypatch) as done:
            world.run(reason=Reason.USER)
        assert len(done) == self.COMMITS

    @EACH_CRM
    @pytest.mark.parametrize("commits", range(COMMITS))
    def test_loses_and_doubles_nothing(self, crm, commits, monkeypatch):
        world = scenario(crm)
        with self.full_after(world, commits, monkeypatch):
            for _ in range(3):
                with suppress(Users):
                    world.run(reason=Reason.USER)
                world.clock.wait(minutes=1)
        ends_well(world)


class TestACrashInAConflict:
    @pytest.mark.parametrize("place", range(12))
    def test_keeps_the_losing_value_for_the_next_report(self, pair, place):
        for side in Side:
            pair.world.calendar(side).user_changes(pair.id_on(side), {S: f"in {side}"})
        pair.world.fuse.blow_at(place)
        with suppress(Crash):
            pair.world.run()
        pair.world.fuse.mend()
        pair.world.start()
        pair.world.sync()
        kept = [from_json(text) for _, text in pair.world.state.runs("p1")]
        values = {clash.lost for report in kept for clash in report.conflicts}
        assert values | {pair.shown(Side.CRM)[S]} == {"in outlook", "in crm"}
        pair.world.outlook.user_changes(pair.outlook, {S: "Later"})
        assert not pair.world.sync().conflicts


class TestALostAnswer:
    @EACH_CRM
    @pytest.mark.parametrize("side", Side)
    @pytest.mark.parametrize("fault", ["lose_answers", "lose_requests"])
    @pytest.mark.parametrize("times", [1, 2, 5])
    def test_is_looked_up_before_anything_is_tried_again(self, crm, side, fault, times):
        world = scenario(crm)
        setattr(world.calendar(side).faults, fault, times)
        try:
            world.sync(reason=Reason.USER)
        except Unreachable:
            world.clock.wait(minutes=1)
        world.calendar(side).faults = Faults()
        ends_well(world)

    def test_and_an_edit_before_the_lookup_is_a_change(self):
        world = TwoSides()
        id_ = world.outlook.user_creates(fields("A"))
        world.crm.faults.lose_answers = 1
        world.run()
        [record] = world.crm.living
        world.crm.user_changes(record, {S: "B"})
        world.outlook.user_changes(id_, {FieldName.LOCATION: "Hall"})
        world.sync()
        for side in Side:
            [shown] = world.calendar(side).living.values()
            assert (shown.fields[S], shown.fields[FieldName.LOCATION]) == ("B", "Hall")

    def test_outlives_an_event_that_meets_its_record_and_joins_nothing(self):
        """A look at one item alone leaves what it found to a whole pass, and the doubt, too."""
        world = TwoSides(crm=KEYLESS)
        world.sync()
        id_ = world.outlook.user_creates(fields("A"))
        world.crm.faults.lose_answers = 1
        world.run()
        world.run(Reason.CHANGED, outlook_ids=frozenset({id_}))
        world.outlook.user_changes(id_, {S: "B"})
        world.rest()
        [record] = world.crm.living.values()
        assert record.fields[S] == "B"
        assert len(world.outlook.living) == 1

    def test_of_which_several_records_may_be_the_trace_is_left_to_the_user(self):
        world = TwoSides(crm=KEYLESS)
        world.sync()
        world.outlook.user_creates(fields("A"))
        world.crm.faults.lose_answers = 1
        world.run()
        world.crm.user_creates(fields("A", type="Call"))
        for _ in range(2):
            report = world.sync()
            assert SEVERAL in [entry.reason for entry in report.trouble]
            world.clock.wait(minutes=1)
        assert len(world.crm.living) == 2


class TestAServerOutOfReach:
    def test_ends_the_run_and_the_report_says_so(self, pair):
        pair.world.crm.faults.unreachable = 1
        with pytest.raises(Unreachable):
            pair.world.run()
        [(_, text), *_] = pair.world.state.runs("p1")
        assert from_json(text).error == "Unreachable"

    def test_in_mid_run_keeps_what_was_done(self):
        world = TwoSides()
        for n in range(6):
            world.outlook.user_creates(fields(f"Item {n}"))
        world.fuse.blow_at(10, lambda: setattr(world.crm.faults, "not_done", 99))
        with pytest.raises(Unreachable):
            world.run()
        done = len(world.crm.living)
        assert 0 < done < 4
        assert len(world.state.links("p1")) == done
        world.crm.faults = Faults()
        world.sync()
        assert len(world.crm.living) == 6

    def test_loses_no_change_of_the_crms_delta(self, pair):
        """The cursor goes on only when everything it stands for was settled."""
        pair.world.crm.user_changes(pair.crm, {S: "Changed"})
        pair.world.outlook.faults.not_done = 3
        pair.world.run()
        pair.world.outlook.faults = Faults()
        pair.world.start()
        pair.world.run()
        assert pair.shown(Side.OUTLOOK)[S] == "Changed"


class TestAnItemThat:
    def test_is_open_in_a_window_is_written_after_it_closes(self, pair):
        pair.world.outlook.faults.busy = {pair.outlook}
        pair.world.outlook.faults.busy_wait = 7.0
        pair.world.crm.user_changes(pair.crm, {S: "Changed"})
        report = pair.world.run()
        assert (report.again_at - pair.world.clock.now()).total_seconds() == 7
        assert not report.waiting
        pair.world.outlook.faults = Faults()
        pair.world.clock.time = report.again_at
        pair.world.run(Reason.AGAIN)
        assert pair.shown(Side.OUTLOOK)[S] == "Changed"

    def test_is_stale_is_planned_anew(self, pair):
        pair.world.outlook.faults.stale = 1
        pair.world.crm.user_changes(pair.crm, {S: "Changed"})
        assert pair.world.run().again_at
        pair.world.sync()
        assert pair.shown(Side.OUTLOOK)[S] == "Changed"

    @pytest.mark.parametrize("side", Side)
    def test_is_refused_three_times_needs_attention_and_stops_nobody(self, pair, side):
        there = pair.world.calendar(side)
        there.faults.refuse[pair.id_on(side)] = "The subject is too long."
        pair.world.calendar(side.other).user_changes(pair.id_on(side.other), {S: "Long"})
        pair.world.calendar(side.other).user_creates(fields("Other", type="Call"))
        tries = []
        for _ in range(6):
            report = pair.world.run()
            tries.append(len(report.trouble))
            pair.world.clock.wait(minutes=1)
        assert tries == [0, 0, 1, 1, 1, 1]
        assert report.trouble[0].reason == "The subject is too long."
        assert len(there.living) == 2
        assert report.again_at is None

    def test_needs_attention_is_tried_again_when_it_changes_or_the_user_clicks(self, pair):
        pair.world.crm.faults.refuse[pair.crm] = "No."
        pair.world.outlook.user_changes(pair.outlook, {S: "Long"})
        for _ in range(3):
            pair.world.run()
        tried = pair.world.crm_side.calls.count("write")
        pair.world.run()
        assert pair.world.crm_side.calls.count("write") == tried
        pair.world.outlook.user_changes(pair.outlook, {S: "Short"})
        pair.world.run()
        assert pair.world.crm_side.calls.count("write") == tried + 1
        pair.world.crm.faults = Faults()
        pair.world.run(Reason.USER)
        assert pair.shown(Side.CRM)[S] == "Short"

    @pytest.mark.parametrize("side", Side)
    def test_may_not_be_created_needs_attention_too(self, side):
        world = TwoSides()
        world.calendar(side.other).user_creates(fields("New", type="Call"))
        world.calendar(side).faults.refuse[""] = "No."
        for _ in range(5):
            report = world.run()
            world.clock.wait(minutes=1)
        assert [entry.kind for entry in report.trouble] == [StepKind.CREATE]
        world.calendar(side).faults = Faults()
        world.run(Reason.USER)
        assert len(world.calendar(side).living) == 1

    def test_the_crm_takes_but_for_a_part_is_told_in_the_report(self, pair):
        write = pair.world.crm_side.write
        pair.world.crm_side.write = lambda step: replace(write(step), reason="Not that.")
        pair.world.outlook.user_changes(pair.outlook, {S: "Changed"})
        [entry] = pair.world.sync().entries
        assert "Not that." in entry.reason
        assert not pair.world.run().entries

    def test_the_crm_refuses_is_not_looked_up_there_at_each_poll(self):
        """With a field that it demands, it refuses each of them."""
        world = TwoSides()
        world.sync()
        id_ = world.outlook.user_creates(fields("New", type="Call"))
        world.crm.faults.refuse[""] = "No."
        for _ in range(4):
            world.run()
            world.clock.wait(minutes=1)
        world.crm_side.calls.clear()
        assert world.run().trouble
        assert "find" not in world.crm_side.calls
        world.outlook.user_changes(id_, {S: "Changed"})
        world.run()
        assert "find" in world.crm_side.calls

    def test_is_gone_when_it_is_to_be_written_stops_nobody(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {S: "Changed"})
        pair.world.fuse.blow_at(2, lambda: pair.world.crm.user_deletes(pair.crm))
        pair.world.sync()
        [record] = pair.world.crm.living.values()
        assert record.fields[S] == "Changed"
        assert pair.record(Side.CRM).absence is Absence.DELETED


class TestTheWrongUser:
    def test_stops_before_any_step(self, pair):
        pair.world.outlook.user_creates(fields("New"))
        pair.world.crm.faults.verify = WrongUser("Another user is logged in.")
        with pytest.raises(WrongUser):
            pair.world.run()
        assert pair.world.writes() == []
        assert pair.world.crm_side.calls[-1] == "verify"


class TestWhatWaitsForWeeks:
    @pytest.fixture
    def waiting(self, pair):
        """Every run meets an item that the CRM does not take."""
        pair.world.crm.faults.refuse[pair.crm] = "No."
        pair.world.outlook.user_changes(pair.outlook, {S: "Renamed"})
        pair.rest()
        return pair.world

    def kept(self, world):
        return [from_json(text) for _, text in world.state.runs("p1")]

    def polls(self, world, times=20):
        for _ in range(times):
            world.clock.wait(minutes=10)
            assert world.run().waiting

    def test_is_told_once_and_fills_no_disk(self, waiting):
        before = len(self.kept(waiting))
        self.polls(waiting)
        assert len(self.kept(waiting)) == before

    def test_is_told_anew_with_what_comes_to_it(self, waiting):
        self.polls(waiting, 2)
        other = waiting.outlook.user_creates(fields("Other"))
        waiting.sync()
        waiting.crm.faults.refuse[waiting.partner(Side.OUTLOOK, other).id] = "Nor this."
        waiting.outlook.user_changes(other, {S: "Renamed, too"})
        self.polls(waiting, 8)
        assert {each.reason for each in self.kept(waiting)[0].trouble} == {"No.", "Nor this."}

    def test_is_told_to_a_user_who_asks(self, waiting):
        before = len(self.kept(waiting))
        waiting.run(reason=Reason.USER)
        assert len(self.kept(waiting)) == before + 1


class TestCancelling:
    def test_ends_between_two_steps_and_keeps_what_was_done(self):
        world = TwoSides()
        for n in range(5):
            world.outlook.user_creates(fields(f"Item {n}"))
        world.fuse.blow_at(8, world.engine.cancel)
        with pytest.raises(Cancelled):
            world.run()
        done = len(world.crm.living)
        assert 0 < done < 5
        assert len(world.state.links("p1")) == done
        [(_, text)] = world.state.runs("p1")
        assert from_json(text).error == "Cancelled"
        world.start()
        world.sync()
        assert len(world.crm.living) == 5

    def test_before_a_run_lets_none_begin(self, pair):
        pair.world.engine.cancel()
        with pytest.raises(Cancelled):
            pair.world.run()


def test_a_defect_of_ours_is_not_hidden(pair):
    def broken(_):
        raise Defect("A bug.")

    pair.world.crm_side.observe = broken
    with pytest.raises(Defect):
        pair.world.run()


def test_notes_that_cannot_be_read_only_cost_time(pair):
    with pair.world.state.atomic():
        pair.world.state.put_value("p1", "notes", "no json")
    pair.world.sync()
    assert pair.world.writes() == []


def test_a_thousand_items_take_one_run():
    world = many(1)
    for n in range(1000):
        world.outlook.user_creates(fields(f"Item {n}", day=n % 20))
    report = world.run()
    assert report.counts == {(Side.CRM, StepKind.CREATE): 1000}
    assert report.again_at is None
