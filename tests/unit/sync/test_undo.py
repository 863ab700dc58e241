"""What a run did can be taken back item by item, and nothing is lost or doubled by it."""

import json
from dataclasses import replace

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.memory_calendar import CRM, Habits
from tests.simulation.memory_side import MemorySide, is_taken_back
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Conflicts, PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync import undo
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.plan import DECLINED
from outlook_crm.sync.report import from_json, to_json
from outlook_crm.sync.steps import ORGANISER, READ_ONLY
from outlook_crm.sync.undo_run import BUSY, UNSETTLED
from outlook_crm.sync.values import Absence, Fate, Outcome, Role, StepKind

S, D, W = FieldName.SUBJECT, FieldName.DESCRIPTION, FieldName.WHEN
KEYLESS = replace(CRM, capabilities=replace(CRM.capabilities, keeps_key=False))


def done(world, *kinds):
    """The entries of what the runs so far did, as they are kept."""
    kept = [from_json(text) for _, text in world.state.runs("p1")]
    return [each for report in kept for each in report.entries if each.kind in kinds]


def take_back(world, entry):
    """The refusal, "" where it was taken back."""
    report = world.engine.undo(entry)
    return report.trouble[0].reason if report.trouble else ""


def undone(world, *kinds):
    (entry,) = done(world, *kinds)
    assert take_back(world, entry) == ""
    world.rest()


def subjects(world, side):
    return sorted(str(each.fields[S]) for each in world.calendar(side).living.values())


def both(world):
    return subjects(world, Side.OUTLOOK), subjects(world, Side.CRM)


def before_deletions(monkeypatch, happens):
    """Each time a side is told to delete; an outcome that this answers is what becomes of it."""
    write = MemorySide.write

    def told(side, step):
        outcome = happens() if step.kind is StepKind.DELETE else None
        return outcome if isinstance(outcome, Outcome) else write(side, step)

    monkeypatch.setattr(MemorySide, "write", told)


class TestAnUpdate:
    @pytest.fixture
    def renamed(self, pair):
        """The CRM's user renamed it, and the run wrote that to Outlook."""
        pair.world.crm.user_changes(pair.crm, {S: "Renamed", D: "New text"})
        pair.world.sync()
        (pair.entry,) = done(pair.world, StepKind.UPDATE)
        return pair

    def test_keeps_what_was_there_and_what_was_written(self, renamed):
        assert dict(renamed.entry.was) == {S: "Visit", D: None}
        assert dict(renamed.entry.wrote) == {S: "Renamed", D: "New text"}

    def test_gives_both_sides_their_old_values_back(self, renamed):
        assert take_back(renamed.world, renamed.entry) == ""
        renamed.rest()
        for side in Side:
            assert (renamed.shown(side)[S], renamed.shown(side)[D]) == ("Visit", None)

    def test_is_kept_as_a_report_of_its_own_and_can_be_taken_back_in_turn(self, renamed):
        report = renamed.world.engine.undo(renamed.entry)
        assert (report.reason, report.counts) == (
            Reason.UNDO,
            {(Side.OUTLOOK, StepKind.UPDATE): 1},
        )
        (kept,) = from_json(renamed.world.state.runs("p1")[0][1]).entries
        assert take_back(renamed.world, kept) == ""
        assert renamed.shown(Side.OUTLOOK)[S] == "Renamed"

    def test_leaves_a_field_that_was_changed_since(self, renamed):
        renamed.world.outlook.user_changes(renamed.outlook, {S: "Mine"})
        assert take_back(renamed.world, renamed.entry) == ""
        renamed.rest()
        for side in Side:
            assert (renamed.shown(side)[S], renamed.shown(side)[D]) == ("Mine", None)

    def test_is_refused_where_all_was_changed_since(self, renamed):
        renamed.world.outlook.user_changes(renamed.outlook, {S: "Mine", D: "Mine"})
        renamed.world.forget_writes()
        assert take_back(renamed.world, renamed.entry) == undo.CHANGED
        assert renamed.world.writes() == []

    def test_is_refused_where_the_item_is_gone_or_cannot_be_seen(self, renamed):
        renamed.world.outlook.faults.unreadable[renamed.outlook] = "Locked."
        assert take_back(renamed.world, renamed.entry) == undo.UNCLEAR
        renamed.world.outlook.faults.unreadable.clear()
        renamed.world.outlook.user_deletes(renamed.outlook)
        assert take_back(renamed.world, renamed.entry) == undo.GONE

    def test_follows_an_item_to_its_new_id(self, renamed):
        new = renamed.world.outlook.remake(renamed.outlook)
        renamed.world.sync()
        assert take_back(renamed.world, renamed.entry) == ""
        assert renamed.world.outlook.records[new].fields[S] == "Visit"

    def test_waits_for_an_open_window(self, renamed):
        renamed.world.outlook.faults.busy.add(renamed.outlook)
        assert take_back(renamed.world, renamed.entry) == BUSY
        renamed.world.outlook.faults.busy.clear()
        assert take_back(renamed.world, renamed.entry) == ""

    def test_writes_nothing_to_what_is_read_only_now(self, renamed):
        renamed.record(Side.OUTLOOK).read_only = True
        assert take_back(renamed.world, renamed.entry) == READ_ONLY

    def test_moves_no_meeting_that_got_attendees(self, pair):
        pair.world.crm.user_changes(pair.crm, {W: fields(day=2)[W]})
        pair.world.sync()
        pair.record(Side.OUTLOOK).role = Role.ORGANISER
        (entry,) = done(pair.world, StepKind.UPDATE)
        assert take_back(pair.world, entry) == ORGANISER

    def test_of_a_relation_reaches_the_other_side_though_no_version_tells(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {FieldName.ACCOUNTS: ("7",)})
        pair.world.sync()
        undone(pair.world, StepKind.UPDATE)
        for side in Side:
            assert pair.shown(side)[FieldName.ACCOUNTS] == ()

    def test_of_a_conflict_gives_the_loser_its_value_back(self, pair):
        pair.world.policy = replace(POLICY, conflicts=Conflicts.CRM)
        pair.world.outlook.user_changes(pair.outlook, {S: "Mine"})
        pair.world.crm.user_changes(pair.crm, {S: "Theirs"})
        (clash,) = pair.world.sync().conflicts
        assert take_back(pair.world, undo.given_up(clash)) == ""
        pair.rest()
        assert both(pair.world) == (["Mine"], ["Mine"])
        assert undo.given_up(replace(clash, winner=None)) is None
        assert undo.given_up(replace(clash, name=FieldName.LAST_NAME)) is None


class TestADeletion:
    @pytest.fixture(params=[CRM, KEYLESS], ids=["key", "no key"])
    def world(self, request):
        return deleted_in(Side.OUTLOOK, request.param)

    def test_keeps_all_that_was_there(self, world):
        (entry,) = done(world, StepKind.DELETE)
        assert (entry.was[S], entry.was[D]) == ("Visit", "Bring the map")

    def test_in_the_crm_brings_it_back_on_both_sides(self, world):
        undone(world, StepKind.DELETE)
        assert both(world) == (["Visit"], ["Visit"])
        for side in Side:
            (record,) = world.calendar(side).living.values()
            assert record.fields[D] == "Bring the map"
        assert len(world.state.links("p1")) == 1

    def test_in_outlook_brings_it_back_on_both_sides(self):
        world = deleted_in(Side.CRM)
        undone(world, StepKind.DELETE)
        assert both(world) == (["Visit"], ["Visit"])

    def test_is_taken_back_once(self, world):
        (entry,) = done(world, StepKind.DELETE)
        assert take_back(world, entry) == ""
        assert take_back(world, entry) == undo.THERE
        world.rest()
        assert take_back(world, entry) == undo.THERE
        assert both(world) == (["Visit"], ["Visit"])

    def test_is_not_taken_back_by_the_next_runs(self, world):
        undone(world, StepKind.DELETE)
        for _ in range(3):
            world.clock.wait(hours=3)
            world.rest()
        assert both(world) == (["Visit"], ["Visit"])

    def test_of_a_private_item_brings_its_shell_alone(self):
        world = deleted_in(
            Side.OUTLOOK, policy=replace(POLICY, private=PrivateItems.BUSY), sensitivity="private"
        )
        (entry,) = done(world, StepKind.DELETE)
        assert "map" not in repr(entry)
        assert take_back(world, entry) == ""
        (record,) = world.crm.living.values()
        assert (record.fields[S], record.fields[D]) == (POLICY.private_subject, None)

    def test_of_an_item_made_private_for_nobody_is_for_outlook_to_decide(self, pair):
        pair.world.policy = replace(POLICY, private=PrivateItems.NONE)
        pair.world.outlook.user_changes(pair.outlook, {FieldName.SENSITIVITY: "private"})
        pair.world.sync()
        (entry,) = done(pair.world, StepKind.DELETE)
        assert take_back(pair.world, entry) == undo.DECIDED_IN_OUTLOOK
        assert not pair.world.crm.living


def deleted_in(side, habits: Habits = CRM, policy=POLICY, **more):
    world = TwoSides(crm=habits, policy=policy)
    id_ = world.outlook.user_creates(fields(description="Bring the map", **more))
    world.sync()
    world.rest()
    gone = id_ if side is Side.OUTLOOK else world.partner(Side.OUTLOOK, id_).id
    world.calendar(side).user_deletes(gone)
    world.sync()
    assert both(world) == ([], [])
    return world


class TestACreate:
    @pytest.fixture
    def in_crm(self, world):
        world.item = world.outlook.user_creates(fields())
        world.sync()
        return world

    @pytest.fixture
    def in_outlook(self, world):
        world.item = world.crm.user_creates(fields(type="Call"))
        world.sync()
        return world

    def test_in_the_crm_leaves_the_appointment_and_makes_no_other_record(self, in_crm):
        undone(in_crm, StepKind.CREATE)
        assert both(in_crm) == (["Visit"], [])
        in_crm.outlook.user_changes(in_crm.item, {S: "Later"})
        in_crm.rest()
        assert both(in_crm) == (["Later"], [])
        assert in_crm.state.links("p1") == []

    def test_in_the_crm_is_done_anew_when_the_user_chooses_a_type(self, in_crm):
        undone(in_crm, StepKind.CREATE)
        in_crm.outlook.user_changes(in_crm.item, {FieldName.TYPE: "Call"})
        in_crm.rest()
        assert both(in_crm) == (["Visit"], ["Visit"])

    def test_in_outlook_leaves_the_record_and_makes_no_other_appointment(self, in_outlook):
        undone(in_outlook, StepKind.CREATE)
        assert both(in_outlook) == ([], ["Visit"])
        in_outlook.crm.user_changes(in_outlook.item, {S: "Later"})
        report = in_outlook.sync()
        assert both(in_outlook) == ([], ["Later"])
        assert report.skipped == {DECLINED: 1}
        assert in_outlook.engine.declined() == {in_outlook.item: "Visit"}

    def test_in_outlook_is_done_anew_at_the_users_word(self, in_outlook):
        undone(in_outlook, StepKind.CREATE)
        in_outlook.engine.take_in(in_outlook.item)
        in_outlook.rest()
        assert both(in_outlook) == (["Visit"], ["Visit"])
        assert in_outlook.engine.declined() == {}

    def test_in_outlook_can_be_taken_back_and_that_in_turn(self, in_outlook):
        (entry,) = done(in_outlook, StepKind.CREATE)
        (gone,) = in_outlook.engine.undo(entry).entries
        assert gone.kind is StepKind.DELETE
        assert take_back(in_outlook, gone) == ""
        assert in_outlook.partner(Side.CRM, in_outlook.item) is not None
        in_outlook.rest()
        assert both(in_outlook) == (["Visit"], ["Visit"])
        assert in_outlook.engine.declined() == {}

    def test_in_outlook_deletes_nothing_by_another_pc_that_knows_it(self, in_outlook):
        other = in_outlook.elsewhere(MemoryState())
        for pc in (other, in_outlook, other):
            pc.rest()
        assert len(other.state.links("p1")) == 1
        (entry,) = done(in_outlook, StepKind.CREATE)
        assert take_back(in_outlook, entry) == ""
        for pc in (other, in_outlook, other):
            pc.rest()
        assert both(in_outlook) == ([], ["Visit"])
        in_outlook.crm.user_changes(in_outlook.item, {S: "Later"})
        for pc in (other, in_outlook):
            pc.rest()
        assert both(in_outlook) == ([], ["Later"])

    def test_in_outlook_that_was_taken_out_of_deleted_items_is_in_step_again(self, in_outlook):
        in_outlook.rest()
        (copy,) = in_outlook.outlook.living
        undone(in_outlook, StepKind.CREATE)
        in_outlook.outlook.user_brings_back(copy)
        in_outlook.outlook.user_changes(copy, {D: "Kept"})
        in_outlook.rest()
        assert both(in_outlook) == (["Visit"], ["Visit"])
        assert in_outlook.partner(Side.OUTLOOK, copy).fields[D] == "Kept"
        in_outlook.outlook.user_deletes(copy)
        in_outlook.rest()
        assert both(in_outlook) == ([], [])

    @pytest.mark.parametrize("side", Side)
    def test_is_refused_while_the_copy_shows_something_that_only_it_has(self, world, side):
        world.calendar(side.other).user_creates(fields(type="Call"))
        world.sync()
        (entry,) = done(world, StepKind.CREATE)
        (copy,) = world.calendar(side).living
        world.calendar(side).user_changes(copy, {D: "Only here"})
        assert take_back(world, entry) == undo.CHANGED
        assert both(world) == (["Visit"], ["Visit"])

    def test_of_an_item_that_is_in_step_no_more_is_refused(self, in_outlook):
        with in_outlook.state.atomic():
            in_outlook.state.drop_link("p1", in_outlook.item)
        (entry,) = done(in_outlook, StepKind.CREATE)
        assert take_back(in_outlook, entry) == undo.APART

    def test_leaves_everything_as_it_was_where_the_copy_may_not_go(self, in_crm):
        (copy,) = in_crm.crm.living
        in_crm.crm.faults.refuse[copy] = "No."
        (entry,) = done(in_crm, StepKind.CREATE)
        assert take_back(in_crm, entry) == "No."
        assert in_crm.linked(Side.CRM, copy) is not None
        in_crm.rest()
        assert both(in_crm) == (["Visit"], ["Visit"])

    @pytest.mark.parametrize("side", Side)
    def test_leaves_no_mark_and_no_choice_where_the_deletion_is_refused(
        self, world, monkeypatch, side
    ):
        world.calendar(side.other).user_creates(fields(type="Call"))
        world.sync()
        (entry,) = done(world, StepKind.CREATE)
        before_deletions(monkeypatch, lambda: Outcome(Fate.REFUSED, reason="No."))
        assert world.engine.undo(entry).entries == ()
        (appointment,) = world.outlook.living.values()
        assert not is_taken_back(appointment)
        assert appointment.fields[FieldName.TYPE] == "Call"
        world.rest()
        assert both(world) == (["Visit"], ["Visit"])

    @pytest.mark.parametrize("side", Side)
    @pytest.mark.parametrize("lost", [0, 1])
    def test_loses_nothing_that_was_written_between_its_steps(self, world, monkeypatch, side, lost):
        world.calendar(side.other).user_creates(fields(type="Call"))
        world.sync()
        (entry,) = done(world, StepKind.CREATE)
        (copy,) = world.calendar(side).living
        world.outlook.faults.lose_answers = lost if side is Side.OUTLOOK else 0
        before_deletions(
            monkeypatch, lambda: world.calendar(side).user_changes(copy, {D: "Only here"})
        )
        assert take_back(world, entry) == undo.CHANGED
        assert not any(is_taken_back(each) for each in world.outlook.living.values())
        monkeypatch.undo()
        world.rest()
        for each in Side:
            assert [r.fields[D] for r in world.calendar(each).living.values()] == ["Only here"]

    def test_says_when_no_answer_came_and_nothing_is_doubled(self, in_outlook):
        in_outlook.outlook.faults.lose_answers = 2  # of the mark, and of the deletion
        (entry,) = done(in_outlook, StepKind.CREATE)
        assert take_back(in_outlook, entry) == UNSETTLED
        in_outlook.rest()
        assert both(in_outlook) == ([], ["Visit"])


def an_update(world):
    id_ = world.outlook.user_creates(fields())
    world.sync()
    world.rest()
    world.crm.user_changes(world.partner(Side.OUTLOOK, id_).id, {S: "Renamed"})
    world.sync()
    return done(world, StepKind.UPDATE)[0], (["Visit"], ["Visit"])


def a_deletion(side):
    def scene(world):
        id_ = world.outlook.user_creates(fields())
        world.sync()
        world.rest()
        partner = world.partner(Side.OUTLOOK, id_).id
        world.calendar(side).user_deletes(id_ if side is Side.OUTLOOK else partner)
        world.sync()
        return done(world, StepKind.DELETE)[0], (["Visit"], ["Visit"])

    return scene


def a_create(side):
    def scene(world):
        world.calendar(side.other).user_creates(fields(type="Call"))
        world.sync()
        left = (["Visit"], []) if side is Side.CRM else ([], ["Visit"])
        return done(world, StepKind.CREATE)[0], left

    return scene


SCENES = {
    "update": an_update,
    "deletion in the CRM": a_deletion(Side.OUTLOOK),
    "deletion in Outlook": a_deletion(Side.CRM),
    "create in the CRM": a_create(Side.CRM),
    "create in Outlook": a_create(Side.OUTLOOK),
}


@pytest.mark.parametrize("crm", [CRM, KEYLESS], ids=["key", "no key"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_anywhere_loses_and_doubles_nothing_and_the_next_try_ends_it(scene, crm):
    place = 0
    while True:
        world = TwoSides(crm=crm)
        entry, wanted = SCENES[scene](world)
        world.fuse.mend()
        world.fuse.blow_at(place)
        try:
            world.engine.undo(entry)
        except Crash:
            pass
        else:
            break
        world.start()
        world.rest()
        after = both(world)
        assert all(len(each) <= 1 for each in after), place
        assert any(after) or scene.startswith("deletion"), place
        for each in (entry, *done(world, StepKind.CREATE)) if after != wanted else ():
            take_back(world, each)
            world.rest()
            if both(world) == wanted:
                break
        assert both(world) == wanted, place
        place += 1
    world.fuse.mend()
    world.rest()
    assert both(world) == wanted
    assert place >= 5


def test_turning_private_takes_the_content_out_of_earlier_reports(pair):
    world = pair.world
    world.policy = replace(POLICY, private=PrivateItems.BUSY)
    world.outlook.user_creates(fields("Public"))
    for text in ("Secret one", "Secret two"):
        world.outlook.user_changes(pair.outlook, {S: text, D: text})
        world.sync()
    world.outlook.user_changes(pair.outlook, {D: "Secret three"})
    world.crm.user_changes(pair.crm, {D: "Secret four"})
    world.sync()
    world.outlook.user_changes(pair.outlook, {FieldName.SENSITIVITY: "private"})
    world.sync()
    kept = repr([text for _, text in world.state.runs("p1")])
    assert "Secret" not in kept
    assert "Public" in kept


def test_entries_are_kept_with_their_images_and_older_ones_are_read(pair):
    pair.world.crm.user_changes(pair.crm, {S: "Renamed", W: fields(day=1)[W]})
    report = pair.world.sync()
    text = to_json(report)
    assert from_json(text) == report
    kept = json.loads(text)
    kept["entries"] = [each[:6] for each in kept["entries"]]
    (entry,) = from_json(json.dumps(kept)).entries
    assert entry.subject == "Visit"
    assert take_back(pair.world, entry) == undo.UNKNOWN


def test_a_wrong_user_writes_nothing(pair):
    pair.world.crm.user_changes(pair.crm, {S: "Renamed"})
    pair.world.sync()
    (entry,) = done(pair.world, StepKind.UPDATE)
    pair.world.forget_writes()
    pair.world.crm.faults.verify = RuntimeError("another user")
    with pytest.raises(RuntimeError):
        pair.world.engine.undo(entry)
    assert pair.world.writes() == []


def test_a_lost_item_is_no_obstacle():
    world = deleted_in(Side.OUTLOOK)
    for record in world.outlook.records.values():
        record.absence = Absence.LOST
    undone(world, StepKind.DELETE)
    assert both(world) == (["Visit"], ["Visit"])
